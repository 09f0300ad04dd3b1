import type { AccountMailKind, AccountMails } from '../ports.ts'

export type RecordedMail = { kind: AccountMailKind; to: string; locale: string; url: string; token: string | null }

/** Keeps what would have been mailed. `newest` throws when there is nothing, so that a test says what it lacked. */
export type RecordingMails = AccountMails & {
  readonly sent: RecordedMail[]
  newest(kind: AccountMailKind, to: string): RecordedMail
  to(address: string): RecordedMail[]
}

export function recordingMails(): RecordingMails {
  const sent: RecordedMail[] = []
  const to = (address: string) => sent.filter(mail => mail.to === address.toLowerCase())
  return {
    sent,
    to,
    send: async (kind, mail) => {
      const token = new URLSearchParams(new URL(mail.url).hash.slice(1)).get('token')
      sent.push({ kind, ...mail, token })
    },
    newest: (kind, address) => {
      const mail = to(address).findLast(candidate => candidate.kind === kind)
      if (!mail)
        throw new Error(
          `No ${kind} went to ${address}; there were ${sent.map(m => `${m.kind} to ${m.to}`).join(', ') || 'none'}`,
        )
      return mail
    },
  }
}
