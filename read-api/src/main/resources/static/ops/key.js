const PLACE = 'calima.operator-key';

/** The operator's key: kept for this tab alone, and never in an address. */
export const key = {
  get: () => sessionStorage.getItem(PLACE),
  keep: (value) => sessionStorage.setItem(PLACE, value),
  forget: () => sessionStorage.removeItem(PLACE),
};
