import type { z } from 'zod';
import { TanglegateError } from '@tanglegate/core/errors';
import { MAX_TICKETS_PER_ORDER } from '@tanglegate/core/http/events';
import type { Coin } from '@tanglegate/core/money';
import type { Millis } from '@tanglegate/core/clock';
import { definitionFaults } from '../../domain/definition-faults.ts';
import type { EventDefinition, TierDefinition } from '../../domain/event-definition.ts';
import { readLocalTime } from '../../domain/local-time.ts';
import { A_TIME, eventFileSchema, type EventFile } from './event-file-schema.ts';
import { nearestKey } from './nearest-key.ts';
import { nestsTooDeeply } from './yaml-depth.ts';
import { YamlPlaces, type Place } from './yaml-places.ts';

/** More than any event needs, less than what keeps a parser busy. */
const MAX_LENGTH = 256 * 1024;
const MAX_FAULTS = 20;

interface EventFileFault extends Place {
  /** For instance `tiers.0.price`; empty for the file as a whole. */
  readonly field: string;
  readonly found: string;
  readonly wanted: string;
}

/**
 * An event as its organiser wrote it down in YAML (`wallet-checkout/server/demo/` has an example).
 * @throws TanglegateError `event-file-wrong`, naming for each fault the line, the column, the field, what was found and what is wanted
 */
export function readEventFile(text: string, coin: Coin): EventDefinition {
  if (text.length > MAX_LENGTH) {
    throw wrong([fault({ line: 1, column: 1 }, [], `${text.length} characters`, `at most ${MAX_LENGTH}`)]);
  }
  const yaml = readYaml(text);
  const parsed = eventFileSchema(coin).safeParse(yaml.content());
  if (!parsed.success)
    throw wrong(misspeltFirst(parsed.error.issues).flatMap((issue) => faultsOf(issue, yaml, coin)));
  const faults: EventFileFault[] = [];
  const definition = definitionOf(parsed.data, (path, wanted) => {
    faults.push(fault(yaml.placeOf(path), path, yaml.foundAt(path), wanted));
  });
  if (faults.length === 0) {
    for (const { path, wanted } of definitionFaults(definition))
      faults.push(fault(yaml.placeOf(path), path, yaml.foundAt(path), wanted));
  }
  if (faults.length > 0) throw wrong(faults);
  return definition;
}

function readYaml(text: string): YamlPlaces {
  if (nestsTooDeeply(text))
    throw wrong([fault({ line: 1, column: 1 }, [], 'text that nests too deeply', 'YAML')]);
  const yaml = YamlPlaces.read(text);
  const faults = yaml.syntaxFaults();
  if (faults.length === 0) return yaml;
  throw wrong(faults.map(({ place, words }) => fault(place, [], words, 'YAML')));
}

function fault(place: Place, path: readonly PropertyKey[], found: string, wanted: string): EventFileFault {
  return { line: place.line, column: place.column, field: path.map(String).join('.'), found, wanted };
}

/** A misspelt key is usually why another one is missing. */
function misspeltFirst(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const misspelt = issues.filter((issue) => issue.code === 'unrecognized_keys');
  return [...misspelt, ...issues.filter((issue) => issue.code !== 'unrecognized_keys')];
}

function faultsOf(issue: z.core.$ZodIssue, yaml: YamlPlaces, coin: Coin): EventFileFault[] {
  if (issue.code !== 'unrecognized_keys')
    return [fault(yaml.placeOf(issue.path), issue.path, yaml.foundAt(issue.path), issue.message)];
  return issue.keys.map((key) => {
    const near = nearestKey(key, knownKeys(issue.path, coin));
    const wanted = near === undefined ? `one of ${knownKeys(issue.path, coin).join(', ')}` : `${near}?`;
    return fault(yaml.placeOf(issue.path, key), [...issue.path, key], 'an unknown key', wanted);
  });
}

/** The keys that the schema knows at a path. */
function knownKeys(path: readonly PropertyKey[], coin: Coin): string[] {
  const { shape } = eventFileSchema(coin);
  const [first, second] = path;
  if (first === undefined) return Object.keys(shape);
  if (first === 'tiers') return Object.keys(shape.tiers.element.shape);
  const venue = shape.venue.shape;
  if (second === 'zones') return Object.keys(venue.zones.element.shape);
  return Object.keys(second === 'doors' ? venue.doors.element.shape : venue);
}

type Complain = (path: readonly string[], wanted: string) => void;

function definitionOf(file: EventFile, complain: Complain): EventDefinition {
  const { zones, doors, address, ...venue } = file.venue;
  const time = (field: 'opensAt' | 'startsAt' | 'closesAt') => timeOf(file, field, complain);
  return {
    id: file.event,
    name: file.name,
    ...(file.description === undefined ? {} : { description: file.description }),
    ...(file.picture === undefined ? {} : { picture: file.picture }),
    venue: { ...venue, ...(address === undefined ? {} : { address }) },
    zones,
    doors,
    opensAt: time('opensAt'),
    startsAt: time('startsAt'),
    closesAt: time('closesAt'),
    tiers: file.tiers.map(tierOf),
  };
}

function tierOf({
  description,
  note,
  maxPerOrder,
  pass,
  ...tier
}: EventFile['tiers'][number]): TierDefinition {
  return {
    ...tier,
    ...(description === undefined ? {} : { description }),
    ...(note === undefined ? {} : { note }),
    maxPerOrder: maxPerOrder ?? MAX_TICKETS_PER_ORDER,
    pass: pass ?? 'static',
  };
}

const NO_TIME = 0 as Millis; // Never leaves this file: whoever gets it also gets a complaint.

function timeOf(file: EventFile, field: 'opensAt' | 'startsAt' | 'closesAt', complain: Complain): Millis {
  const { timeZone } = file.venue;
  const time = readLocalTime(file[field], timeZone);
  switch (time.kind) {
    case 'moment':
      return time.at;
    case 'malformed':
      complain([field], A_TIME);
      break;
    case 'skipped':
      complain([field], `a time that exists: the clocks of ${timeZone} skip this one when they go forward`);
      break;
    case 'twice':
      complain(
        [field],
        `which of the two: clocks go back, so add ${time.offsets.join(' or ')} after the time`,
      );
      break;
    case 'other-offset':
      complain([field], `the offset of ${timeZone} at that time: ${time.offsets.join(' or ')}, or none`);
      break;
  }
  return NO_TIME;
}

function wrong(faults: readonly EventFileFault[]): TanglegateError {
  const lines = faults.slice(0, MAX_FAULTS).map(({ line, column, field, found, wanted }) => {
    const where = `line ${line}, column ${column}${field === '' ? '' : `, ${field}`}`;
    return `${where}: found ${found}; wanted: ${wanted}`;
  });
  const more = faults.length > MAX_FAULTS ? [`… and ${faults.length - MAX_FAULTS} more`] : [];
  const message = ['This event file cannot be taken. Nothing was changed.', ...lines, ...more].join('\n');
  return new TanglegateError('event-file-wrong', message, { details: { faults } });
}
