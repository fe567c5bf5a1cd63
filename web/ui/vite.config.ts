/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vite";
import { bootScript } from "./dev/boot-script.mjs";
import { mockApi } from "./dev/mock.mjs";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [svelte(), bootScript(at("./src/boot.js")), mockApi(), svelteTesting()],
  resolve: { alias: { $lib: at("./src/lib"), $api: at("./src/api"), $frame: at("./src/frame") } },
  build: {
    target: "es2022",
    // the content security policy allows files of our own only, so nothing may become a data: URL or an inline script
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
    testTimeout: 30_000,
  },
});
