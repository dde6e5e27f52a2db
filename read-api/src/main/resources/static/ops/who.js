import { get } from './operator.js';

let me = null;

/** Asks whose key it is. */
export async function findWho() {
  me = await get('me');
  return me;
}

export const forgetWho = () => { me = null; };

/** Whether the key may only look. */
export const viewer = () => me?.role !== 'operator';
