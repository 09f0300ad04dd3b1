import type { Tx } from '../../../platform/db/db.ts'

/** What products must know of sales, which happen further up; sales implements it. */
export type ProductSales = {
  /** Whether a hold or an order ever had a line of the product, or of the variant if one is named. */
  isSold(tx: Tx, productId: string, variantId: string | null): Promise<boolean>
}
