/** For doubles of payments in other modules, which keep the real rows. */
export { oweRest } from '../request-refund.ts'
