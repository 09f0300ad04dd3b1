/** A cart, a stored quote or a refund that breaks the rules of this package: a bug of the caller, never a buyer's doing. */
export type PricingErrorCode =
  | 'pricing.invalid_cart'
  | 'pricing.invalid_wire'
  | 'pricing.unknown_version'
  | 'pricing.refund_exceeds_rest'

export class PricingError extends Error {
  override readonly name = 'PricingError'
  readonly code: PricingErrorCode
  constructor(code: PricingErrorCode, detail: string) {
    super(`${code}: ${detail}`)
    this.code = code
  }
}
