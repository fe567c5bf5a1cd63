// Light, dark, or as the system says. boot.js puts a stored choice on the page before the first paint.

export type Theme = "system" | "light" | "dark";

const KEY = "gatehouse.theme";
const CHOICES: readonly Theme[] = ["system", "light", "dark"];

class ThemeState {
  #choice = $state<Theme>(stored());

  get choice(): Theme {
    return this.#choice;
  }

  choose(theme: Theme): void {
    this.#choice = theme;
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try {
      if (theme === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      // without storage the choice lasts as long as the page
    }
  }
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY) as Theme | null;
    return value && CHOICES.includes(value) ? value : "system";
  } catch {
    return "system";
  }
}

export const theme = new ThemeState();
