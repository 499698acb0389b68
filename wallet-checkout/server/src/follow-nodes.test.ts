import { liveViewSchema } from '@tanglegate/core/http/live';
import { organiserIdSchema } from '@tanglegate/core/ids';
import { expect, test, vi } from 'vitest';
import type { Backbone } from './compose-backbone.ts';
import { placeOpen, untilLedger, untilTicket } from './testing/follow-along.ts';
import { frontDoor } from './testing/front-door.ts';
import { startBackbone, startDevnet, testSettings, untilSelling } from './testing/start-backbone.ts';
import { gala, testEvent } from './testing/test-event.ts';

const main = organiserIdSchema.parse('main');
const needs = async (backbone: Backbone) => liveViewSchema.parse(await backbone.live.show(main, gala)).needs;
const withNodes = (first: string, ...others: string[]) => {
  const settings = testSettings({}, [first, ...others].join(' '));
  return { ...settings, ledger: { ...settings.ledger, timeoutMs: 1_000 } };
};

test('the preferred node dies: tickets go on being issued by the next one, it is said, and the first is used again', async () => {
  const devnet = await startDevnet();
  const [first, second] = [await frontDoor(devnet.rpcUrl), await frontDoor(devnet.rpcUrl)];
  const backbone = await startBackbone(withNodes(first.url, second.url));
  await backbone.importEvent(testEvent());
  await untilSelling(backbone);
  const payer = await devnet.payer();
  await untilLedger(
    backbone,
    /^Following\. Read up to \d+, .* by the ledger's clock\. .*1\. \S+, in use\. 2\. \S+, standing by\./,
  );
  expect(await needs(backbone)).not.toContainEqual(expect.objectContaining({ kind: 'ledger-fallback' }));
  const before = await placeOpen(backbone);
  await payer.pay(before.payment);
  await untilTicket(backbone, before.id);
  const changes = vi.fn();
  backbone.live.onChange(changes);
  await first.shut();
  const during = await placeOpen(backbone);
  await payer.pay(during.payment);
  await untilTicket(backbone, during.id);
  await untilLedger(backbone, /^Following.*1\. \S+, failing since \S+: The node .*2\. \S+, in use\./);
  expect(changes).toHaveBeenCalled();
  expect(await needs(backbone)).toContainEqual({
    kind: 'ledger-fallback',
    node: second.url,
    since: expect.any(Number) as number,
    why: expect.stringContaining('cannot be reached') as string,
  });
  await first.open();
  await untilLedger(backbone, /^Following.*1\. \S+, in use\./);
  await second.shut();
  const after = await placeOpen(backbone);
  await payer.pay(after.payment);
  await untilTicket(backbone, after.id);
  await first.shut();
  await untilLedger(backbone, /Not followed since .*No node can be followed\. 1\. .* 2\. .*tried again/);
});

test('the database’s chain decides: a preferred node of another network is skipped, and named', async () => {
  const [ours, other] = [await startDevnet(), await startDevnet()];
  const settings = withNodes(ours.rpcUrl);
  const first = await startBackbone(settings);
  await first.importEvent(testEvent());
  await untilSelling(first);
  await first.stop();
  const ledger = { ...settings.ledger, nodeUrl: other.rpcUrl, otherNodeUrls: [ours.rpcUrl] };
  const backbone = await startBackbone({ ...settings, ledger });
  await untilSelling(backbone);
  const order = await placeOpen(backbone);
  await (await ours.payer()).pay(order.payment);
  await untilTicket(backbone, order.id);
  await untilLedger(backbone, /^Following.*1\. \S+, of another network since .*2\. \S+, in use\./);
});

test('every node is of another network: it stops, and says what to do', async () => {
  const [ours, other] = [await startDevnet(), await startDevnet()];
  const settings = withNodes(ours.rpcUrl);
  const first = await startBackbone(settings);
  await untilLedger(first, /^Following/);
  await first.stop();
  const ledger = { ...settings.ledger, nodeUrl: other.rpcUrl, otherNodeUrls: [`${other.rpcUrl}/`] };
  const backbone = await startBackbone({ ...settings, ledger });
  await untilLedger(
    backbone,
    /Every node is of another chain\. 1\. .*Set TANGLEGATE_NODE_URL.*stays stopped/,
  );
});
