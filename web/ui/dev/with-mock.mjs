// Runs a command against the mock console: `node dev/with-mock.mjs node --test e2e/console.test.mjs`.
import { spawn } from "node:child_process";
import { PASSWORD, USER } from "./mock/answer.mjs";
import { serve } from "./serve.mjs";

const { url, stop } = await serve(0, { empty: Boolean(process.env.MOCK_EMPTY) });
const [command, ...args] = process.argv.slice(2);
const env = { ...process.env, BASE_URL: url, EMAIL: USER.email, PASSWORD };
const child = spawn(command, args, { stdio: "inherit", env });
child.on("exit", (code) => {
  stop();
  process.exitCode = code ?? 1;
});
