import type { AccountLetter, AccountMails } from './ports.ts'

/** Pages of the console that redeem what a letter carries. The token stands behind the `#`: no server logs it. */
const PAGES = {
  verify_email: '/console/verify-email',
  magic_link: '/console/magic-link',
  reset_password: '/console/reset-password',
  already_registered: '/console/sign-in',
} as const

export async function sendLetters(
  deps: { mails: AccountMails; origin: string },
  letters: readonly AccountLetter[],
  returnPath: string | null = null,
): Promise<void> {
  for (const letter of letters) {
    const fragment = new URLSearchParams({
      ...('token' in letter ? { token: letter.token } : {}),
      ...(returnPath ? { return_path: returnPath } : {}),
    }).toString()
    const url = new URL(PAGES[letter.kind], deps.origin)
    url.hash = fragment
    await deps.mails.send(letter.kind, { to: letter.to, locale: letter.locale, url: url.href })
  }
}

/** A path on our own site, or nothing: a link in our mail must not lead elsewhere. */
export function ownPath(path: string | undefined): string | null {
  return path && /^\/(?![/\\])[\x21-\x7e]{0,300}$/.test(path) && !path.includes('\\') ? path : null
}
