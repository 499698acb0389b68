import { toBase64 } from '@iota/iota-sdk/utils';
import { tombstone } from '../../domain/execute-transaction.ts';
import { objectTypeOf } from '../../domain/coin-type.ts';
import type { Coin } from '../../domain/object.ts';
import { coinBytes } from '../hashing.ts';
import type { RpcContext, RpcMethods } from './context.ts';
import { address, bigNumber, flag, listOf, record } from './params.ts';
import { INVALID_PARAMS, RpcError } from './rpc-error.ts';

const MAX_OBJECTS = 50;
const names = [
  'showType',
  'showOwner',
  'showPreviousTransaction',
  'showDisplay',
  'showContent',
  'showBcs',
  'showStorageRebate',
] as const;
type ObjectOptions = Readonly<Partial<Record<(typeof names)[number], boolean>>>;

export const objectMethods: RpcMethods = {
  iota_getObject: {
    params: ['object_id', 'options'],
    answer: (params, context) => {
      const id = params.required(0, address);
      return read(id, params.optional(1, objectOptions) ?? {}, context);
    },
  },

  iota_multiGetObjects: {
    params: ['object_ids', 'options'],
    answer: (params, context) => {
      const ids = params.required(0, listOf(address));
      const options = params.optional(1, objectOptions) ?? {};
      if (ids.length > MAX_OBJECTS) {
        throw new RpcError(INVALID_PARAMS, `Input exceeds limit of ${MAX_OBJECTS}`);
      }
      return ids.map((id) => read(id, options, context));
    },
  },

  iota_tryGetPastObject: {
    params: ['object_id', 'version', 'options'],
    answer: (params, { store, view }) => {
      const id = params.required(0, address);
      // A number in the OpenRPC document, and what the SDK sends.
      const version = params.required(1, (value) => (typeof value === 'number' ? value : bigNumber(value)));
      const options = params.optional(2, objectOptions) ?? {};
      const past = store.coins.findVersion(id, version);
      if (past) return { status: 'VersionFound', details: renderObject(past, options) };
      const deletedAt = store.coins.deletedAt(id, view.upTo());
      if (deletedAt !== undefined) return { status: 'ObjectDeleted', details: tombstone(id, deletedAt) };
      const now = store.coins.find(id, view.upTo());
      if (!now) return { status: 'ObjectNotExists', details: id };
      if (version < now.version) return { status: 'VersionNotFound', details: [id, version] };
      return {
        status: 'VersionTooHigh',
        details: { object_id: id, asked_version: version, latest_version: now.version },
      };
    },
  },
};

function objectOptions(value: unknown): ObjectOptions {
  const given = record(value);
  return Object.fromEntries(
    names.flatMap((name) => {
      const option = given[name];
      return option === undefined || option === null ? [] : [[name, flag(option)]];
    }),
  );
}

function read(id: string, options: ObjectOptions, { store, view }: RpcContext) {
  const coin = store.coins.find(id, view.upTo());
  if (coin) return { data: renderObject(coin, options) };
  const deletedAt = store.coins.deletedAt(id, view.upTo());
  if (deletedAt === undefined) return { error: { code: 'notExists', object_id: id } };
  const { digest } = tombstone(id, deletedAt);
  return { error: { code: 'deleted', object_id: id, version: deletedAt.toString(), digest } };
}

function renderObject(coin: Coin, options: ObjectOptions) {
  const type = objectTypeOf(coin.coinType);
  const version = coin.version.toString();
  return {
    objectId: coin.id,
    version,
    digest: coin.digest,
    ...(options.showType === true && { type }),
    ...(options.showOwner === true && { owner: coin.owner }),
    ...(options.showPreviousTransaction === true && { previousTransaction: coin.previousTransaction }),
    ...(options.showStorageRebate === true && { storageRebate: coin.storageRebate.toString() }),
    ...(options.showDisplay === true && { display: { data: null, error: null } }),
    ...(options.showContent === true && {
      content: {
        dataType: 'moveObject',
        type,
        fields: { balance: coin.balance.toString(), id: { id: coin.id } },
      },
    }),
    ...(options.showBcs === true && {
      bcs: { dataType: 'moveObject', type, version, bcsBytes: toBase64(coinBytes(coin)) },
    }),
  };
}
