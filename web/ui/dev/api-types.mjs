// Makes the API's types from the OpenAPI documents that the server's code writes: one file of types for each document.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";
import prettier from "prettier";

const documents = process.env.OPENAPI_DIR
  ? new URL(`file://${process.env.OPENAPI_DIR}/`)
  : new URL("../../../docs/openapi/", import.meta.url);
const types = new URL("../src/api/schema/", import.meta.url);

mkdirSync(types, { recursive: true });
for (const name of ["console", "exposure"]) {
  const document = new URL(`${name}.json`, documents);
  if (!existsSync(document))
    throw new Error(`${document.pathname} is missing; \`cargo xtask openapi\` writes it`);
  const file = new URL(`${name}.d.ts`, types);
  const text = `// Generated from docs/openapi/${name}.json by \`npm run api\`. Do not edit.\n\n${astToString(await openapiTS(document))}`;
  writeFileSync(
    file,
    await prettier.format(text, { ...(await prettier.resolveConfig(file)), parser: "typescript" }),
  );
}
