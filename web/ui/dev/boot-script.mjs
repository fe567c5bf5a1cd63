// A Vite plugin for the one script that must run before the first paint (it sets the theme).
//
// It is a classic, render-blocking script in a file of its own, since the content security policy forbids inline ones.
// Vite leaves such scripts alone, so this gives the file a hashed name and puts it first in the page's head.
import { readFileSync } from "node:fs";

export function bootScript(file) {
  let reference;
  let serving = false;
  return {
    name: "boot-script",
    configResolved(config) {
      serving = config.command === "serve";
    },
    configureServer(server) {
      server.middlewares.use("/boot.js", (_request, response) => {
        response.setHeader("content-type", "text/javascript");
        response.end(readFileSync(file));
      });
    },
    buildStart() {
      if (!serving) reference = this.emitFile({ type: "asset", name: "boot.js", source: minified(file) });
    },
    transformIndexHtml: {
      order: "post",
      handler(_html, context) {
        const name = context.bundle
          ? Object.values(context.bundle).find((item) => item.names?.includes("boot.js"))?.fileName
          : "boot.js";
        if (!name) throw new Error(`the boot script was not emitted (${reference})`);
        return [{ tag: "script", attrs: { src: `/${name}` }, injectTo: "head-prepend" }];
      },
    },
  };
}

// comments and indentation off: all that a file of ten lines needs
function minified(file) {
  return readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("//"))
    .join("\n");
}
