import type { Db } from '../../../platform/db/db.ts'
import type { Background } from './background.ts'
import type { AccountMails, AuthPort } from './ports.ts'
import type { SignInThrottle } from './sign-in-throttle.ts'

export type IdentityDeps = {
  db: Db
  auth: AuthPort
  mails: AccountMails
  throttle: SignInThrottle
  background: Background
  /** Where the console is reached, for the links in letters. */
  origin: string
}
