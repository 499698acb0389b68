import { startTangle } from '@tanglegate/devnet/testing/tangle';
import { payment } from '@tanglegate/devnet/testing/tangle-outputs';
import { makeTanglePayer } from '@tanglegate/devnet/testing/tangle-payer';
import { ledgerContract, newAddress, type LedgerUnderTest } from '../../testing/ledger-contract.ts';
import { ledgerAt, ledgerOf } from './testing/tangle-ledger.ts';

async function start(): Promise<LedgerUnderTest> {
  const ours = await startTangle();
  const other = await startTangle();
  const payer = await makeTanglePayer(ours);
  const ledger = ledgerOf(ours);
  return {
    ledger,
    // It takes any network's name, as settings of `tangle-local` do: the cursor alone tells the chains apart.
    otherChain: ledgerAt(other.nodeUrl),
    noNode: ledgerAt('http://127.0.0.1:1'),
    foreignAddress: `0x${newAddress()}`,
    async pay(payments) {
      const outputs = payments.map(({ address, amount }) =>
        payment({ to: ledger.formatAddress(address), amount }),
      );
      const { transactionId } = await payer.send({ outputs });
      await ours.makeMilestone();
      return transactionId;
    },
    async advance(positions) {
      for (let i = 0; i < positions; i += 1) await ours.makeMilestone();
    },
    async close() {
      await ours.close();
      await other.close();
    },
  };
}

ledgerContract(start, 51);
