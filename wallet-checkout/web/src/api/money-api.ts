import { moneyViewSchema } from '@tanglegate/core/http/money';
import { sentMoneyAnswerSchema, type SentMoney } from '@tanglegate/core/http/money-export';
import { request, tell } from './request.ts';

export const loadMoney = () => request('GET', '/api/money', moneyViewSchema);
/** @param until milliseconds since 1970, by the server's clock */
export const noteRefused = (until: number) => tell('POST', '/api/money/refused/noted', { until });
export const writeOffRefund = (refund: string) => tell('POST', `/api/money/refunds/${refund}/write-off`);
export const revokeOrder = (order: string) => tell('POST', `/api/orders/${order}/revoke`);
/** A file to save. */
export const MONEY_EXPORT_PATH = '/api/live/money/export';
export const recordSent = (sent: SentMoney) =>
  request('POST', '/api/live/money/sent', sentMoneyAnswerSchema, sent);
