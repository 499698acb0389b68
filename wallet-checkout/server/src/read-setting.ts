import { TanglegateError } from '@tanglegate/core/errors';

export type Environment = Readonly<Record<string, string | undefined>>;

export function wrongSetting(name: string, found: string | undefined, wanted: string): TanglegateError {
  const what = found === undefined || found === '' ? 'is not set' : `is "${found.slice(0, 80)}"`;
  return new TanglegateError('setting-wrong', `${name} ${what}: it must be ${wanted}.`);
}

/** An empty variable is an unset one. */
export function readText(env: Environment, name: string, preset: string): string {
  const found = env[name];
  return found === undefined || found === '' ? preset : found;
}

export function readWhole(
  env: Environment,
  name: string,
  { least, most, preset }: { least: number; most: number; preset: number },
): number {
  const found = readText(env, name, String(preset));
  const value = Number(found);
  if (/^[0-9]{1,9}$/.test(found) && value >= least && value <= most) return value;
  throw wrongSetting(name, found, `a whole number, ${least} to ${most}`);
}

/** Passwords and queries of URLs may be access keys. */
const withoutSecrets = (url: string): string =>
  url.replace(/^([a-z]+:\/\/)?.*@/s, '$1').replace(/[?#].*$/s, '');

/** Without a slash at its end. */
export function readUrl(env: Environment, name: string, schemes: readonly string[]): string | undefined {
  const found = readText(env, name, '');
  return found === '' ? undefined : requireUrl(found, name, schemes);
}

function requireUrl(found: string, name: string, schemes: readonly string[]): string {
  const url = URL.canParse(found) ? new URL(found) : undefined;
  if (url !== undefined && schemes.includes(url.protocol.slice(0, -1)) && url.host !== '')
    return found.replace(/\/+$/, '');
  const wanted = `a URL that begins with ${schemes.map((s) => `${s}://`).join(' or ')}`;
  throw wrongSetting(name, withoutSecrets(found), wanted);
}

/** Several, by spaces or commas; each without a slash at its end. The error names the one that is wrong. */
export function readUrls(env: Environment, name: string, schemes: readonly string[]): string[] {
  const found = readText(env, name, '').split(/[\s,]+/);
  return found.filter((url) => url !== '').map((url) => requireUrl(url, name, schemes));
}
