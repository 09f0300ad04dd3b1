import { newUuid } from '@tessera/kernel/ids'
import type { Modules } from './compose.ts'
import type { Config } from './config.ts'
import { DEMO_PASSWORD, type SandboxBank } from './demo/deps.ts'
import type { DoorStaff } from './demo/door-staff.ts'
import { type LogIn, seedDemo } from './demo/seed.ts'
import { systemActor } from './platform/http/access.ts'
import type { Resources } from './resources.ts'

/** Makes the demo, unless it is there, and prints who can sign in. */
export async function composeDemo(config: Config, { db, log }: Resources, modules: Modules): Promise<LogIn[]> {
  const bank = config.SANDBOX_URL ? sandboxBank(config.SANDBOX_URL, modules) : null
  const logIns = await seedDemo({ ...modules, db, log, doors: doorStaff(modules, db), sandbox: bank }, new Date())
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

/** Lists, gates and people who came, through the same use cases as a steward's phone. */
function doorStaff({ checkIn, tickets }: Modules, db: Resources['db']): DoorStaff {
  const scopeOf = ({ organizerId }: { organizerId: string }) => ({
    organizerId,
    eventIds: null,
    listIds: null,
    gateId: null,
    deviceId: null,
    accountId: null,
    apiKeyId: null,
  })
  return {
    addGate: async (scope, name) => (await checkIn.gates.add({ ...scope, actor: systemActor }, name)).id,
    addList: async (scope, { opensMinutesBefore, closesMinutesAfter, ...list }) => {
      const window = { kind: 'relative', opensMinutesBefore, closesMinutesAfter, closesRelativeTo: 'end' } as const
      const made = await checkIn.lists.add(
        { ...scope, actor: systemActor },
        { ...list, variantIds: null, gateIds: null, window, closed: false },
      )
      return made.id
    },
    validTickets: ({ organizerId, eventId }) =>
      db.tenant(organizerId, async tx =>
        (await tickets.ofEvent(tx, eventId)).filter(ticket => ticket.state === 'valid').map(ticket => ticket.id),
      ),
    letIn: async (scope, listId, ticketId) => {
      await checkIn.door.scan(scopeOf(scope), {
        listId,
        ticket: { id: ticketId },
        direction: 'entry',
        nonce: newUuid(),
        method: 'manual',
        gateId: null,
        deviceSequence: 0,
      })
    },
  }
}
