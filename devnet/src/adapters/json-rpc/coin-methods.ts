import { IOTA_COIN } from '../../domain/coin-type.ts';
import type { Coin } from '../../domain/object.ts';
import type { RpcContext, RpcMethods } from './context.ts';
import { address, coinType, pageSize, text, wholeNumber } from './params.ts';

const MAX_COINS = 50;

export const coinMethods: RpcMethods = {
  iotax_getCoins: {
    params: ['owner', 'coin_type', 'cursor', 'limit'],
    answer: (params, context) => {
      const owner = params.required(0, address);
      const type = params.optional(1, coinType) ?? IOTA_COIN;
      const cursor = params.optional(2, address);
      const limit = pageSize(params.optional(3, wholeNumber), MAX_COINS);
      const after = cursor === undefined ? undefined : { coinType: type, id: cursor };
      const { store, view } = context;
      const coins = store.coins.page({
        owner,
        coinType: type,
        ...(after && { after }),
        limit: limit + 1,
        upTo: view.upTo(),
      });
      return page(coins, limit, cursor);
    },
  },

  iotax_getAllCoins: {
    params: ['owner', 'cursor', 'limit'],
    answer: (params, { store, view }) => {
      const owner = params.required(0, address);
      const cursor = params.optional(1, address);
      const limit = pageSize(params.optional(2, wholeNumber), MAX_COINS);
      const upTo = view.upTo();
      const last = cursor === undefined ? undefined : store.coins.find(cursor, upTo);
      const coins = store.coins.page({ owner, ...(last && { after: last }), limit: limit + 1, upTo });
      return page(coins, limit, cursor);
    },
  },

  iotax_getBalance: {
    params: ['owner', 'coin_type'],
    answer: (params, context) => {
      const owner = params.required(0, address);
      const type = params.optional(1, coinType) ?? IOTA_COIN;
      const { store, view } = context;
      return balance(type, store.coins.page({ owner, coinType: type, limit: -1, upTo: view.upTo() }));
    },
  },

  iotax_getAllBalances: {
    params: ['owner'],
    answer: (params, { store, view }) => {
      const owner = params.required(0, address);
      const coins = store.coins.page({ owner, limit: -1, upTo: view.upTo() });
      const types = [...new Set(coins.map((coin) => coin.coinType))];
      return types.map((type) =>
        balance(
          type,
          coins.filter((coin) => coin.coinType === type),
        ),
      );
    },
  },

  iotax_getCoinMetadata: {
    params: ['coin_type'],
    answer: (params) =>
      params.required(0, coinType) === IOTA_COIN
        ? {
            decimals: 9,
            name: 'IOTA',
            symbol: 'IOTA',
            description: 'The main (gas)token of the IOTA Network.',
            iconUrl: null,
            id: null,
          }
        : null,
  },

  iotax_getTotalSupply: {
    params: ['coin_type'],
    answer: (params, context: RpcContext) => {
      const type = coinType(params.required(0, text));
      return { value: context.store.coins.totals(type).balance.toString() };
    },
  },
};

/** `nextCursor` names the last coin even when no page follows. */
function page(coins: readonly Coin[], limit: number, cursor: string | undefined) {
  const data = coins.slice(0, limit).map(renderCoin);
  return { data, nextCursor: data.at(-1)?.coinObjectId ?? cursor ?? null, hasNextPage: coins.length > limit };
}

function renderCoin(coin: Coin) {
  return {
    coinType: coin.coinType,
    coinObjectId: coin.id,
    // A string, whatever the OpenRPC document says.
    version: coin.version.toString(),
    digest: coin.digest,
    balance: coin.balance.toString(),
    previousTransaction: coin.previousTransaction,
  };
}

function balance(type: string, coins: readonly Coin[]) {
  return {
    coinType: type,
    coinObjectCount: coins.length,
    totalBalance: coins.reduce((sum, coin) => sum + coin.balance, 0n).toString(),
  };
}
