/** What a browser sent along, as far as sign-in cares. */
export type Visitor = {
  headers: Record<string, string | string[] | undefined>
  /** The address that the HTTP server believes in; never a header that anybody may write. */
  ip: string
}

export type Account = {
  id: string
  email: string
  emailVerified: boolean
  name: string
  locale: string
  createdAt: Date
}

export type Session = {
  id: string
  accountId: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  ip: string | null
  userAgent: string | null
}

/** Somebody is signed in: `setCookies` must reach his browser unchanged. */
export type SignedIn = { account: Account; setCookies: string[] }

/**
 * Why nobody is signed in. A second factor will be one more kind here, with what may be used as such; whoever switches on
 * `kind` then has to look at it.
 */
export type SignInRefusal = 'wrong_credentials' | 'email_unverified'
export type SignInResult = { kind: 'signed_in'; signedIn: SignedIn } | { kind: 'refused'; reason: SignInRefusal }

/** Mail about an account. A token works once; it must reach nobody but the owner of the address. */
export type AccountLetter =
  | { kind: 'verify_email' | 'magic_link' | 'reset_password'; to: string; locale: string; token: string }
  | { kind: 'already_registered'; to: string; locale: string }

/** Accounts, whoever asks and however they sign in. */
export type Accounts = {
  account(accountId: string): Promise<Account | null>
  /** For lists of people: names and addresses of these accounts, in no order. */
  accounts(accountIds: readonly string[]): Promise<Account[]>
  accountByEmail(email: string): Promise<Account | null>
  updateAccount(accountId: string, change: { name?: string; locale?: string }): Promise<Account | null>
  /** Makes a verified account without asking anybody; for seeds and the command line. */
  createAccount(input: {
    id?: string
    email: string
    name: string
    locale: string
    password?: string
  }): Promise<Account>
}

/**
 * Who keeps accounts, credentials and sessions. Passwords arrive here checked against our rules; limits on guessing stand
 * in front. Letters come back as values, so that nothing outside is called while the adapter holds a transaction.
 */
export type AuthPort = Accounts & {
  /** A known address changes nothing and earns its owner a letter; the caller cannot tell the two apart. */
  signUp(input: { email: string; password: string; name: string; locale: string }): Promise<AccountLetter[]>
  signIn(input: { email: string; password: string }, visitor: Visitor): Promise<SignInResult>
  /** Confirms the address and, the first time, signs in. */
  verifyEmail(token: string, visitor: Visitor): Promise<SignedIn | null>
  /** An unknown address gets a letter too: redeeming it makes the account. */
  requestMagicLink(email: string, locale: string): Promise<AccountLetter[]>
  /** Proves the address. What an account collected before that (a password, sessions) is not the owner's and goes. */
  redeemMagicLink(token: string, visitor: Visitor): Promise<SignedIn | null>
  requestPasswordReset(email: string): Promise<AccountLetter[]>
  /** Sets the password, proves the address and ends every session; the account, or null for a dead token. */
  redeemPasswordReset(token: string, password: string): Promise<Account | null>
  /** Ends every other session; null when the current password is wrong. */
  changePassword(input: { current: string; next: string }, visitor: Visitor): Promise<SignedIn | null>
  /** Ends the visitor's session, if there is one; cookies that clear his. */
  signOut(visitor: Visitor): Promise<string[]>

  /** The live session behind a cookie; asked anew each time, so that revocation counts at once. */
  session(visitor: Visitor): Promise<{ session: Session; account: Account } | null>
  /** The same, and prolongs it when it is due; cookies to send back. */
  refreshSession(visitor: Visitor): Promise<string[]>
  sessionsOf(accountId: string): Promise<Session[]>
  /** False when the account has no such session. */
  revokeSession(accountId: string, sessionId: string): Promise<boolean>

  /** Deletes sessions and tokens that have run out. */
  sweep(): Promise<number>
}

/** Carries letters about accounts to a mailbox; accounts have no tenant, so they do not go through a tenant's outbox. */
export type AccountMails = {
  send(kind: AccountMailKind, mail: { to: string; locale: string; url: string }): Promise<void>
}
export type AccountMailKind = AccountLetter['kind']
