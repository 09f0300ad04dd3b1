import { describe, expect, test } from 'vitest'
import { cleanDeviceCode, cleanScannedText, deviceCodeOfAddress, looksLikeTicketCode } from './scanned-text.ts'

const code = `T1${'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.repeat(5).slice(0, 146)}`

describe('a scanned text', () => {
  test.each(['\n', '\r\n', '\t', ' ', '\uFEFF'])('loses what a scanner put around it: %j', end => {
    expect(cleanScannedText(`${end}${code}${end}`)).toBe(code)
  })

  test('is a ticket code only in the form that is signed, so that names are looked up and not refused', () => {
    expect(looksLikeTicketCode(code)).toBe(true)
    for (const text of ['Ada Lovelace', 'T1', code.toLowerCase(), 'https://example.com/t/1', '7K3F9Q2M']) {
      expect(looksLikeTicketCode(text)).toBe(false)
    }
  })
})

describe('a device code', () => {
  test('is read as people write it', () => {
    expect(cleanDeviceCode('7k3f-9q2m')).toBe('7K3F9Q2M')
    expect(cleanDeviceCode(' 7K3F 9Q2M 9')).toBe('7K3F9Q2M')
  })

  test('comes from the address only when it is whole', () => {
    expect(deviceCodeOfAddress('#code=7K3F9Q2M')).toBe('7K3F9Q2M')
    expect(deviceCodeOfAddress('#code=7K3F')).toBeNull()
    expect(deviceCodeOfAddress('')).toBeNull()
  })
})
