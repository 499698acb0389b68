import { MAX_GAS_BUDGET, REFERENCE_GAS_PRICE } from '../../domain/gas.ts';
import type { RpcMethods } from './context.ts';

export const networkMethods: RpcMethods = {
  iotax_getReferenceGasPrice: { params: [], answer: () => REFERENCE_GAS_PRICE.toString() },

  /** Only what bears on payments; a real network lists some two hundred attributes. */
  iota_getProtocolConfig: {
    params: ['version'],
    answer: () => ({
      minSupportedProtocolVersion: '1',
      maxSupportedProtocolVersion: '2',
      protocolVersion: '2',
      featureFlags: {},
      attributes: {
        max_tx_gas: { u64: MAX_GAS_BUDGET.toString() },
        base_tx_cost_fixed: { u64: '1000' },
        max_gas_payment_objects: { u32: '256' },
      },
    }),
  },
};
