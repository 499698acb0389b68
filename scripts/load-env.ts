import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** The file `.env` of the folder one is in, where there is one. What the environment says already, wins. */
export function loadEnv(): void {
  if (existsSync('.env')) loadEnvFile('.env');
}
