const place = 'tessera.invitation'

/**
 * Whoever signs up because of an invitation comes back through the link of another mail, in another tab: the invitation
 * waits for them in this browser. It is good for its address only, and is forgotten when it is answered or over.
 */
export function keepInvitation(token: string): void {
  try {
    localStorage.setItem(place, token)
  } catch {
    // Storage is switched off: the mail with the invitation still works.
  }
}

export function keptInvitation(): string | null {
  try {
    return localStorage.getItem(place)
  } catch {
    return null
  }
}

export function forgetInvitation(): void {
  try {
    localStorage.removeItem(place)
  } catch {
    // Nothing was kept.
  }
}
