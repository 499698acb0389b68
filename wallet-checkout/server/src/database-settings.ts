import { readText, readWhole, wrongSetting, type Environment } from './read-setting.ts';

export interface DatabaseSettings {
  /** A secret: it carries the password. */
  readonly url: string;
  /** Connections at most; the follower's lock and the news from other checkouts take two more. */
  readonly pool: number;
}

const NAME = 'TANGLEGATE_DATABASE_URL';
const WANTED = 'like postgres://user:password@host:5432/database';

/** Undefined: SQLite. @throws TanglegateError `setting-wrong`, which never shows the URL, for it carries a password */
export function readDatabase(env: Environment): DatabaseSettings | undefined {
  const pool = readWhole(env, 'TANGLEGATE_DATABASE_POOL', { least: 2, most: 100, preset: 10 });
  const url = readText(env, NAME, '');
  if (url === '') return undefined;
  if (!URL.canParse(url)) throw wrongSetting(NAME, '(not shown)', WANTED);
  const { protocol, hostname, pathname } = new URL(url);
  const isPostgres = ['postgres:', 'postgresql:'].includes(protocol);
  if (!isPostgres || hostname === '' || pathname.length < 2) throw wrongSetting(NAME, '(not shown)', WANTED);
  return { url, pool };
}
