import { composeCredentials } from '@tanglegate/broker/compose-credentials';
import { readBrokerSettings } from '@tanglegate/broker/settings';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { doorIdSchema, venueIdSchema, type VenueId } from '@tanglegate/core/ids';
import type { Principal } from '@tanglegate/core/mqtt/rights';
import { Command } from 'commander';
import { loadEnv } from './load-env.ts';

interface Options {
  readonly venue?: string;
  readonly door?: string;
  readonly relay?: string;
  readonly label: string;
}

const program = new Command('credential')
  .description(
    'Credentials for the MQTT broker: one for each door, gate driver, relay, validator and checkout. TANGLEGATE_DATA says where.',
  )
  .addHelpText('after', '\nExit codes: 0 done, 1 not done: the words say why.');

program
  .command('add')
  .description('makes a credential; its password is shown this once')
  .argument('<role>', 'door, gate, validator, checkout or relay')
  .option('--venue <id>', 'of a door, gate or validator')
  .option('--door <id>', 'of a door or gate')
  .option('--relay <prefix>', "a relay's own topics, for relay and gate")
  .option('--label <words>', 'which device has it', '')
  .action((role: string, options: Options) => {
    withCredentials((credentials) => {
      const { username, password } = credentials.issue(readPrincipal(role, options), options.label);
      console.log(`user name  ${username}\npassword   ${password}`);
    });
  });

program
  .command('list')
  .description('shows all credentials, without their secrets')
  .option('--json', 'one JSON line each')
  .action(({ json }: { json?: true }) => {
    withCredentials((credentials) => {
      for (const credential of credentials.list()) {
        const { username, label, revokedAt, lastSeenAt } = credential;
        const seen = lastSeenAt === undefined ? 'never seen' : `seen ${new Date(lastSeenAt).toISOString()}`;
        const state = revokedAt === undefined ? seen : `revoked ${new Date(revokedAt).toISOString()}`;
        console.log(json === true ? JSON.stringify(credential) : `${username}\t${state}\t${label}`);
      }
    });
  });

program
  .command('revoke')
  .description('ends a credential and its connections, within a second')
  .argument('<username>')
  .action((username: string) => {
    withCredentials((credentials) => {
      credentials.revoke(username);
      console.log(`${username} is revoked.`);
    });
  });

function withCredentials(work: (credentials: ReturnType<typeof composeCredentials>) => void): void {
  const credentials = composeCredentials(readBrokerSettings(process.env));
  try {
    work(credentials);
  } finally {
    credentials.close();
  }
}

function readPrincipal(role: string, { venue, door, relay }: Options): Principal {
  const place = (): { venue: VenueId } => ({ venue: readId(venueIdSchema, '--venue', venue) });
  switch (role) {
    case 'door':
      return { role, ...place(), door: readId(doorIdSchema, '--door', door) };
    case 'gate':
      return {
        role,
        ...place(),
        door: readId(doorIdSchema, '--door', door),
        ...(relay === undefined ? {} : { relayPrefix: relay }),
      };
    case 'validator':
      return { role, ...place() };
    case 'checkout':
      return { role };
    case 'relay':
      return { role, relayPrefix: relay ?? '' };
    default:
      throw new TanglegateError(
        'role-unknown',
        `"${role}" is no role: use door, gate, validator, checkout or relay.`,
      );
  }
}

interface IdSchema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

function readId<T>(schema: IdSchema<T>, option: string, found: string | undefined): T {
  const parsed = schema.safeParse(found);
  if (parsed.success) return parsed.data;
  throw new TanglegateError(
    'option-wrong',
    `${option} is "${found ?? ''}": use 1 to 40 of a-z, 0-9 and -, not at the ends.`,
  );
}

loadEnv();
try {
  program.parse();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
