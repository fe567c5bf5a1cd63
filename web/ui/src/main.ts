import { mount } from "svelte";
import App from "./App.svelte";
import "./theme/theme.css";
import "./theme/base.css";
import "./theme/charts.css";
import "./pages/page.css";

const target = document.getElementById("app");
if (!target) throw new Error("the page has no #app");
mount(App, { target });
