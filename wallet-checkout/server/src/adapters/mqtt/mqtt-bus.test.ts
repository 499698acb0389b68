import { Socket } from 'node:net';
import { systemClock } from '@tanglegate/core/clock';
import { expect, onTestFinished, test, vi } from 'vitest';
import { silent, startBroker } from '../../testing/start-backbone.ts';
import { mqttBus } from './mqtt-bus.ts';

test('nothing waits for Nagle’s algorithm on the way to the broker', async () => {
  const setNoDelay = vi.spyOn(Socket.prototype, 'setNoDelay');
  onTestFinished(() => {
    setNoDelay.mockRestore();
  });
  const { access } = await startBroker();
  const bus = mqttBus(access, { clock: systemClock, log: silent });
  onTestFinished(() => bus.close());
  await vi.waitFor(() => {
    expect(bus.health()).toEqual({ connected: true });
  });
  const delayless = setNoDelay.mock.contexts.filter(
    (socket) => socket instanceof Socket && socket.remotePort === portOf(access.url),
  );
  expect(delayless).toHaveLength(1);
});

const portOf = (url: string): number => Number(new URL(url).port);
