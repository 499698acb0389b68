/** How each command of the README is proved: run here until it prints something, or where else it runs. */
export type Recipe =
  { readonly expect: RegExp; readonly runsUntilStopped: boolean } | { readonly runsIn: string };

export const readmeRecipes: Readonly<Record<string, Recipe>> = {
  'npm ci && npm start': { runsIn: '.ci/run installs; every journey starts it' },
  'npm ci && npm test': { runsIn: '.ci/run' },
};
