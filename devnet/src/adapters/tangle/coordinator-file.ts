import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { TanglegateError } from '@tanglegate/core/errors';
import { z } from 'zod';
import type { Hex } from '../../domain/tangle/hex.ts';
import type { CoordinatorMemory } from '../../ports/coordinating.ts';

/** The last milestone's block, as JSON in a file of its own. @throws TanglegateError `tangle-unreadable` */
export function rememberInFile(file: string, firstBlockId: Hex): CoordinatorMemory {
  return {
    firstBlockId,
    recall: () => {
      if (!existsSync(file)) return undefined;
      try {
        return z.looseObject({}).parse(JSON.parse(readFileSync(file, 'utf8')));
      } catch (cause) {
        throw new TanglegateError(
          'tangle-unreadable',
          `${file} is damaged. To begin with a new Tangle: npm run tangle -- --fresh`,
          { cause },
        );
      }
    },
    keep: (block) => {
      writeFileSync(`${file}.new`, JSON.stringify(block));
      renameSync(`${file}.new`, file); // Whole, or not at all.
    },
  };
}
