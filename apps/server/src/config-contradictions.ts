import { isIP } from 'node:net'
import { createMasterKeyRing, parseMasterKeys } from './platform/crypto/master-keys.ts'

/** What of the environment can contradict something else. */
export type Contradictable = {
  HOST: string
  ORIGIN?: string | undefined
  DATABASE_URL?: string | undefined
  DATABASE_OWNER_URL?: string | undefined
  DATABASE_POOLER: 'none' | 'transaction'
  SMTP_URL?: string | undefined
  MAIL_FROM: string
  S3_ENDPOINT?: string | undefined
  S3_BUCKET?: string | undefined
  S3_ACCESS_KEY_ID?: string | undefined
  S3_SECRET_ACCESS_KEY?: string | undefined
  SECRET_KEYS?: string[] | undefined
  SANDBOX_URL?: string | undefined
  TRUSTED_PROXIES: string[]
  CORS_ORIGINS: string[]
  DEMO: boolean
}

/** Each says what is wrong and what to do about it. */
export function contradictions(env: Contradictable): string[] {
  return [...ofStores(env), ...ofKeys(env), ...ofOrigin(env), ...ofReach(env), ...ofProxies(env)]
}

function ofStores(env: Contradictable): string[] {
  const problems: string[] = []
  const s3 = [env.S3_ENDPOINT, env.S3_BUCKET, env.S3_ACCESS_KEY_ID, env.S3_SECRET_ACCESS_KEY]
  if (s3.some(Boolean) && !s3.every(Boolean))
    problems.push('S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together')
  if (env.DATABASE_OWNER_URL && !env.DATABASE_URL) problems.push('DATABASE_OWNER_URL needs DATABASE_URL')
  if (env.DATABASE_POOLER !== 'none' && !env.DATABASE_URL)
    problems.push('DATABASE_POOLER needs DATABASE_URL: the embedded database has no pooler in front of it')
  if (env.DATABASE_URL && !env.SECRET_KEYS && !env.DEMO)
    problems.push('DATABASE_URL needs SECRET_KEYS: every process must know the same master key')
  return problems
}

/** Read as they will be used, so that a key that cannot seal is found before anything is sealed with another. */
function ofKeys({ SECRET_KEYS }: Contradictable): string[] {
  if (!SECRET_KEYS) return []
  try {
    createMasterKeyRing(parseMasterKeys(SECRET_KEYS))
    return []
  } catch (error) {
    return [`SECRET_KEYS: ${(error as Error).message}. This makes one: echo "main:$(openssl rand -base64 32)"`]
  }
}

function ofOrigin({ ORIGIN, CORS_ORIGINS, DEMO, SANDBOX_URL }: Contradictable): string[] {
  const problems: string[] = []
  if (ORIGIN !== undefined && !isOrigin(ORIGIN))
    problems.push(
      'ORIGIN must be http or https, a name and perhaps a port, such as https://tickets.example.org, no more',
    )
  for (const other of CORS_ORIGINS) {
    if (!isOrigin(other) || other.endsWith('/'))
      problems.push(`CORS_ORIGINS must list sites such as https://www.example.org; "${other}" is none`)
  }
  const secure = ORIGIN?.startsWith('https:') ?? false
  if (secure && DEMO) problems.push('DEMO prints its passwords and cannot run under https; turn it off')
  if (secure && SANDBOX_URL)
    problems.push('SANDBOX_URL lets everybody pay without money and cannot be used under https; leave it out')
  return problems
}

/** What must not be on the network without protection. */
function ofReach({ HOST, ORIGIN, SMTP_URL, MAIL_FROM, DEMO }: Contradictable): string[] {
  const problems: string[] = []
  const published = ORIGIN !== undefined && isOrigin(ORIGIN) && !isLoopback(new URL(ORIGIN).hostname)
  if (published && ORIGIN.startsWith('http:') && !DEMO)
    problems.push(
      'ORIGIN under http sends passwords and sessions over the network for everybody to read: put a proxy with TLS in front and set ORIGIN to its https address',
    )
  if ((published || !isLoopback(HOST)) && !SMTP_URL && !DEMO)
    problems.push(
      'Others can reach this installation, so it needs SMTP_URL: without a mail server everybody reads all mail, links to sign in included, on the mailbox page. Or keep it to this machine: HOST=127.0.0.1 and no ORIGIN',
    )
  if (published && SMTP_URL && /@localhost>?\s*$/.test(MAIL_FROM))
    problems.push('MAIL_FROM must be an address of yours: other mail servers refuse what comes from localhost')
  return problems
}

function ofProxies({ ORIGIN, TRUSTED_PROXIES }: Contradictable): string[] {
  const problems: string[] = []
  for (const proxy of TRUSTED_PROXIES) {
    const [address = '', bits] = proxy.split('/')
    const named = ['loopback', 'linklocal', 'uniquelocal'].includes(proxy)
    if (!named && (isIP(address) === 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))))
      problems.push(
        `TRUSTED_PROXIES must list addresses or networks such as 10.0.0.2 or 10.0.0.0/24; "${proxy}" is none`,
      )
    else if (bits !== undefined && Number(bits) < 8)
      problems.push(
        `TRUSTED_PROXIES must not trust everybody, as ${proxy} does: who is trusted chooses the address he has`,
      )
  }
  if (ORIGIN?.startsWith('https:') && TRUSTED_PROXIES.length === 0)
    problems.push(
      'ORIGIN under https needs TRUSTED_PROXIES: this server speaks http, so something in front of it ends TLS, and without its address all visitors look like one and share its rate limits',
    )
  return problems
}

/** Nothing behind the host and nothing in front of it. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname, search, hash, username, password } = new URL(text)
  const more = [search, hash, username, password].some(part => part !== '')
  return ['http:', 'https:'].includes(protocol) && pathname === '/' && !more
}

/** A name that only looks like such an address, 127.example.org, is somebody's. */
const isLoopback = (host: string) =>
  ['localhost', '[::1]', '::1'].includes(host) || (isIP(host) === 4 && host.startsWith('127.'))
