import type { Modules } from './compose.ts'
import type { Config } from './config.ts'
import type { DoorStaff } from './demo/make-event.ts'
import { DEMO_PASSWORD, type LogIn, type SandboxBank, seedDemo } from './demo/seed.ts'
import type { Resources } from './resources.ts'

/** Makes the demo, unless it is there, and prints who can sign in. */
export async function composeDemo(config: Config, { db, log }: Resources, modules: Modules): Promise<LogIn[]> {
  const bank = config.SANDBOX_URL ? sandboxBank(config.SANDBOX_URL, modules) : null
  const logIns = await seedDemo({ ...modules, db, log, doors: noDoors, sandbox: bank }, new Date())
  process.stdout.write(welcome(config, logIns))
  return logIns
}

/** Presses the buttons of the sandbox bank as its buyers would. */
function sandboxBank(baseUrl: string, { payments }: Modules): SandboxBank {
  return {
    open: organizerId => payments.ensureSandboxAccount(organizerId),
    buyer: async (reference, does) => {
      const response = await fetch(`${baseUrl}/control/payments/${encodeURIComponent(reference)}/buyer`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ does }),
      })
      if (!response.ok) throw new Error(`the sandbox bank answered ${response.status}: ${await response.text()}`)
    },
  }
}

function welcome(config: Config, logIns: LogIn[]): string {
  const rows = logIns.map(
    ({ organizer, role, name, email }) => `    ${organizer.padEnd(22)} ${role.padEnd(8)} ${name.padEnd(24)} ${email}`,
  )
  return `
  Tessera is here:

    Storefront   ${config.ORIGIN}/
    Console      ${config.ORIGIN}/console/
    Check-in     ${config.ORIGIN}/checkin/
    Mailbox      ${config.ORIGIN}/mailbox
    API          ${config.ORIGIN}/docs

  Everybody of the demo signs in with the password "${DEMO_PASSWORD}":

${rows.join('\n')}

`
}

const noDoors: DoorStaff = {
  addList: async () => '',
  addGate: async () => '',
  validTickets: async () => [],
  letIn: async () => {},
}
