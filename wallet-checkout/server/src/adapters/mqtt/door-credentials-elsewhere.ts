import { TanglegateError } from '@tanglegate/core/errors';
import type { DoorCredentials } from '../../ports/credentials.ts';

/** Where the broker is another program, its operator makes the doors' credentials. */
export const doorCredentialsElsewhere: DoorCredentials = {
  issueDoor: ({ door }) =>
    Promise.reject(
      new TanglegateError(
        'door-credentials-elsewhere',
        `The broker is not part of this checkout: make the credential of door "${door}" there, with \`npm run credential\`.`,
      ),
    ),
};
