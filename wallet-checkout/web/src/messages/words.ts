import { en } from './en.ts';

/** The shape every language has. */
export type Messages = typeof en;

/** The texts in use. English is the only language so far; the choice by `navigator.languages` belongs here. */
export const words: Messages = en;
