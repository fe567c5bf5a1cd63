import "@testing-library/jest-dom/vitest";
import { configure } from "@testing-library/svelte";

// a busy machine takes its time; what never comes still fails
configure({ asyncUtilTimeout: 10_000 });
