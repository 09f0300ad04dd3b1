/** Hardware scanners end with a line break, some with a tab; people paste with spaces around. A code has none inside. */
export function cleanScannedText(text: string): string {
  return text.replaceAll(/[\s\u200B\uFEFF]+/g, ' ').trim()
}

const TICKET_CODE = /^T\d[0-9A-Z]{80,400}$/

/** Whether a text is meant to be a ticket's code; anything else that people type is a name or an order's code. */
export function looksLikeTicketCode(text: string): boolean {
  return TICKET_CODE.test(text)
}

const CODE_LETTERS = /[^0-9A-Z]/g
export const DEVICE_CODE_LENGTH = 8

/** As people type a device code: small letters, spaces and hyphens between. */
export function cleanDeviceCode(text: string): string {
  return text.toUpperCase().replaceAll(CODE_LETTERS, '').slice(0, DEVICE_CODE_LENGTH)
}

/** The code in the address that the console shows as QR: `/checkin/#code=…`, or null. */
export function deviceCodeOfAddress(hash: string): string | null {
  const code = cleanDeviceCode(new URLSearchParams(hash.replace(/^#/, '')).get('code') ?? '')
  return code.length === DEVICE_CODE_LENGTH ? code : null
}
