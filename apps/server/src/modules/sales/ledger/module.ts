import {
  disputeLines,
  refundLines,
  refundReversedLines,
  refundSettledLines,
  saleLines,
  unallocatedLines,
} from './entry.ts'
import { insertEntry, selectEntriesOfOrder } from './ledger.sql.ts'
import type { Ledger } from './public.ts'

export function createLedger(): Ledger {
  return {
    recordSale: (tx, { gateway, parts, ...scope }) =>
      insertEntry(tx, { ...scope, kind: 'sale', lines: saleLines(gateway, parts) }),
    recordUnallocated: (tx, { gateway, amountMinor, ...scope }) =>
      insertEntry(tx, { ...scope, kind: 'unallocated_payment', lines: unallocatedLines(gateway, amountMinor) }),
    recordRefund: (tx, { amountMinor, parts, ...scope }) =>
      insertEntry(tx, { ...scope, kind: 'refund', lines: refundLines(amountMinor, parts) }),
    recordRefundSettled: (tx, { gateway, amountMinor, outOf, ...scope }) =>
      insertEntry(tx, { ...scope, kind: 'refund_settled', lines: refundSettledLines(gateway, amountMinor, outOf) }),
    recordRefundReturned: (tx, { gateway, amountMinor, ...scope }) =>
      insertEntry(tx, { ...scope, kind: 'refund_returned', lines: refundSettledLines(gateway, -amountMinor) }),
    recordDispute: (tx, { gateway, withdrawnMinor, feeMinor, lossMinor, ...scope }) =>
      insertEntry(tx, {
        ...scope,
        kind: 'dispute',
        lines: disputeLines(gateway, { withdrawnMinor, feeMinor, lossMinor }),
      }),
    recordRefundReversed: (tx, { amountMinor, parts, ...scope }) =>
      insertEntry(tx, { ...scope, kind: 'refund_reversed', lines: refundReversedLines(amountMinor, parts) }),
    entriesOfOrder: selectEntriesOfOrder,
  }
}
