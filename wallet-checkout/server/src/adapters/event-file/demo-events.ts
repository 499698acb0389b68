import { readFileSync } from 'node:fs';
import type { Coin } from '@tanglegate/core/money';
import type { EventDefinition } from '../../domain/event-definition.ts';
import { readEventFile } from './read-event-file.ts';

const demoFile = (name: string): string =>
  readFileSync(new URL(`../../../demo/${name}`, import.meta.url), 'utf8');

/** The events of `demo/`, the one that is open first. */
export function readDemoEvents(coin: Coin): [EventDefinition, EventDefinition] {
  return [
    readEventFile(demoFile('demo-event.yaml'), coin),
    readEventFile(demoFile('other-event.yaml'), coin),
  ];
}
