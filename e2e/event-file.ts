import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));

/** `2026-12-05 20:00` in UTC. */
const wall = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');

/** Puts an event on sale that lets people in from an hour ago, with the organiser's own command. */
export async function importOpenEvent(dataFolder: string, id: string, venue: string): Promise<void> {
  const now = Date.now();
  const hour = 3_600_000;
  const file = join(dataFolder, `${id}.yaml`);
  writeFileSync(
    file,
    `event: ${id}
name: An evening at ${venue}
venue:
  id: ${venue}
  name: The ${venue}
  timeZone: UTC
  zones:
    - { id: ${venue}-floor, name: Main floor }
  doors:
    - { id: ${venue}-1, name: First door, zone: ${venue}-floor }
opensAt: ${wall(now - hour)}
startsAt: ${wall(now)}
closesAt: ${wall(now + 5 * hour)}
tiers:
  - id: standing
    name: Standing
    price: 1.25
    capacity: 50
    zones: [${venue}-floor]
`,
  );
  const command = ['run', '--silent', 'event', '--', 'import', file];
  await promisify(execFile)('npm', command, {
    cwd: root,
    env: { ...process.env, TANGLEGATE_DATA: dataFolder },
  });
}
