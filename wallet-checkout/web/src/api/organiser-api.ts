import { doorListSchema, enrolmentSchema } from '@tanglegate/core/http/doors';
import { eventListSchema } from '@tanglegate/core/http/events';
import { liveViewSchema, sessionViewSchema } from '@tanglegate/core/http/live';
import { request, tell } from './request.ts';

export const logIn = (user: string, password: string) =>
  request('POST', '/api/session', sessionViewSchema, { user, password });
export const loadSession = () => request('GET', '/api/session', sessionViewSchema);
export const logOut = () => tell('DELETE', '/api/session');
export const loadLiveEvents = () => request('GET', '/api/live', eventListSchema);
export const loadLive = (event: string) => request('GET', `/api/live/${event}`, liveViewSchema);
export const liveEventsPath = (event: string) => `/api/live/${event}/events`;
export const loadDoors = () => request('GET', '/api/doors', doorListSchema);
export const enrolPhone = (door: string) => request('POST', `/api/doors/${door}/enrolments`, enrolmentSchema);
