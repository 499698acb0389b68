import { rmSync } from 'node:fs';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import type { Transaction } from '@iota/iota-sdk/transactions';
import { Inputs } from '@iota/iota-sdk/transactions';
import { fromBase64, toBase64 } from '@iota/iota-sdk/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeDevnet } from './compose.ts';
import { pay, sign } from './testing/scenario.ts';
import type { TestDevnet } from './testing/start-devnet.ts';
import { forTests, makeFolder } from './testing/start-devnet.ts';

const dataFolder = makeFolder();
const to = `0x${'5'.repeat(64)}`;
const prefix =
  'Transaction execution failed due to issues with transaction inputs, please review the errors and try again: ';
let devnet: TestDevnet;
let payer: Ed25519Keypair;
let signed: [bytes: string, signatures: string[]];

beforeAll(async () => {
  devnet = forTests(await composeDevnet({ dataFolder, checkpointIntervalMs: 2 ** 30 }));
  payer = await devnet.fundedKey();
  signed = await sign(devnet, payer, pay(to, 5n));
});

afterAll(async () => {
  await devnet.close();
  rmSync(dataFolder, { recursive: true });
});

const digest = '8vTq5Kk7Bv6DsVYWYuyuWcNxVa4wwJmgE3NQ9CiYyLRD';

test('a signature by somebody else, of something else, or of nothing is refused', async () => {
  const [bytes] = signed;
  const other = await new Ed25519Keypair().signTransaction(fromBase64(bytes));
  const elsewhere = await payer.signTransaction(Uint8Array.from([...fromBase64(bytes), 0]));
  const message = payer.toIotaAddress();
  for (const [signature, words] of [
    [other.signature, `Invalid user signature: Required Signature from ${message} is absent`],
    [
      elsewhere.signature,
      'Invalid user signature: Signature is not valid: Fail to verify user sig Invalid signature was given to the function',
    ],
    [
      'AAAA',
      'Invalid user signature: Signature is not valid: Fail to verify user sig Invalid signature was given to the function',
    ],
  ]) {
    const { error } = await devnet.rpc('iota_executeTransactionBlock', [bytes, [signature]]);
    expect(error).toEqual({ code: -32002, message: words });
  }
});

test('bytes with something after their end are no transaction', async () => {
  const [bytes, signatures] = signed;
  const longer = toBase64(Uint8Array.from([...fromBase64(bytes), 0]));
  const { error } = await devnet.rpc('iota_executeTransactionBlock', [longer, signatures]);
  expect(error).toMatchObject({ code: -32602, message: 'Invalid params' });
});

test.each<[what: string, change: (transaction: Transaction) => unknown, words: RegExp]>([
  [
    'a Move call',
    (t) => t.moveCall({ target: '0x2::coin::zero', typeArguments: ['0x2::iota::IOTA'] }),
    /^Feature is not supported: MoveCall of 0x2::coin::zero\. This ledger knows SplitCoins/,
  ],
  [
    'a mint from outside',
    (t) =>
      t.moveCall({
        target: '0x2::devnet::mint_to_address',
        typeArguments: ['0x2::iota::IOTA'],
        arguments: [t.pure.u64(1), t.pure.address(to)],
      }),
    /^Feature is not supported: MoveCall of 0x2::devnet::mint_to_address/,
  ],
  [
    'a published package',
    (t) => t.publish({ modules: [[1]], dependencies: [] }),
    /^Feature is not supported: Publish/,
  ],
  [
    'a shared object',
    (t) =>
      t.splitCoins(
        t.object(Inputs.SharedObjectRef({ objectId: '0x6', initialSharedVersion: 1, mutable: true })),
        [1],
      ),
    /^Feature is not supported: SharedObject as an input/,
  ],
  [
    'an unknown object',
    (t) => t.transferObjects([t.object(Inputs.ObjectRef({ objectId: '0x77', version: 3, digest }))], to),
    /^Could not find the referenced object 0x0+77 at version Some\(SequenceNumber\(3\)\)\.$/,
  ],
  [
    'a budget too small',
    (t) => {
      t.setGasBudget(999_999);
    },
    /^Gas budget: 999999 is lower than min: 1000000\.$/,
  ],
  [
    'a budget too large',
    (t) => {
      t.setGasBudget(50_000_000_001);
    },
    /^Gas budget: 50000000001 is higher than max: 50000000000\.$/,
  ],
  [
    'a price too low',
    (t) => {
      t.setGasPrice(999);
    },
    /^Gas price 999 under reference gas price \(RGP\) 1000\.$/,
  ],
  [
    'no gas coin',
    (t) => {
      t.setGasPayment([]);
    },
    /^Gas payment is empty/,
  ],
  [
    'an epoch that is over',
    (t) => {
      t.setExpiration({ Epoch: 0 });
    },
    /^Transaction Expired\.$/,
  ],
])('%s is refused in words that say what to do', async (what, change, words) => {
  const transaction = pay(to, 1n);
  transaction.setGasBudget(5_000_000);
  change(transaction);
  if (what === 'an epoch that is over') devnet.faults.changeEpoch(0);
  const { error } = await devnet.rpc('iota_executeTransactionBlock', await sign(devnet, payer, transaction));
  expect(error?.code).toBe(-32002);
  expect(error?.message.startsWith(prefix)).toBe(true);
  expect(error?.message.slice(prefix.length)).toMatch(words);
});

test('another one’s coin, the same coin twice, and too little gas are refused', async () => {
  const rich = await devnet.fundedKey();
  const [theirs] = (await devnet.client.getCoins({ owner: rich.toIotaAddress() })).data;
  const [mine] = (await devnet.client.getCoins({ owner: payer.toIotaAddress() })).data;
  if (!theirs || !mine) throw new Error('the faucet gave nothing');
  const ref = ({ coinObjectId, version, digest: d }: typeof mine) => ({
    objectId: coinObjectId,
    version,
    digest: d,
  });
  const stolen = pay(to, 1n, 5_000_000n);
  stolen.setGasPayment([ref(theirs)]);
  const twice = pay(to, 1n, 5_000_000n);
  twice.setGasPayment([ref(mine), ref(mine)]);
  const forged = pay(to, 1n, 5_000_000n);
  forged.setGasPayment([{ ...ref(mine), digest }]);
  for (const [transaction, words] of [
    [stolen, /is owned by \{"AddressOwner":"0x[0-9a-f]+"\}, but given owner\/signer address is 0x/],
    [twice, /^Mutable object 0x[0-9a-f]+ cannot appear more than one in one transaction\.$/],
    [forged, /^Invalid Object digest for object 0x/],
  ] as const) {
    const { error } = await devnet.rpc(
      'iota_executeTransactionBlock',
      await sign(devnet, payer, transaction),
    );
    expect(error?.message.slice(prefix.length)).toMatch(words);
  }
  const poor = new Ed25519Keypair();
  await devnet.client.signAndExecuteTransaction({
    signer: payer,
    transaction: pay(poor.toIotaAddress(), 900_000n),
  });
  devnet.faults.makeCheckpoint();
  const { error } = await devnet.rpc(
    'iota_executeTransactionBlock',
    await sign(devnet, poor, pay(to, 1n, 5_000_000n)),
  );
  expect(error?.message).toBe(
    `${prefix}Balance of gas object 900000 is lower than the needed amount: 5000000.`,
  );
});
