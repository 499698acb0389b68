/** In a file of its own, so that the page can tell it apart without loading the wallet's code. */
export const DEVELOPMENT_WALLET_NAME = 'Development wallet';
