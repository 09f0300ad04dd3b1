/** What a scan can come to. A code once published is never reused; clients switch on it and texts hang on it. */
export const REASON_CODES = [
  'accepted',
  'unknown_ticket',
  'wrong_event',
  'wrong_date',
  'wrong_product',
  'wrong_list',
  'not_paid',
  'void',
  'replaced',
  'already_used',
  'too_early',
  'too_late',
  'list_closed',
  'test_ticket',
  'device_revoked',
] as const

export type ReasonCode = (typeof REASON_CODES)[number]
export type RefusalCode = Exclude<ReasonCode, 'accepted'>

/** Why `ticket-code` refuses a text, as a steward is told: an unproven code is simply no ticket of ours. */
const REASON_OF_CODE_REFUSAL = {
  malformed: 'unknown_ticket',
  unknown_key: 'unknown_ticket',
  bad_signature: 'unknown_ticket',
  test_code: 'test_ticket',
  live_code: 'test_ticket',
  not_yet_valid: 'too_early',
  expired: 'too_late',
} as const satisfies Record<string, RefusalCode>

export type CodeRefusal = keyof typeof REASON_OF_CODE_REFUSAL

export function reasonOfCodeRefusal(refusal: CodeRefusal): RefusalCode {
  return REASON_OF_CODE_REFUSAL[refusal]
}
