import { demoContent } from './content/demo-content.ts'
import type { DemoMember, DemoOrganizer } from './content/shapes.ts'
import { markWhole } from './demo.sql.ts'
import type { DemoDeps } from './deps.ts'
import { makeEvent } from './make-event.ts'
import { makeOrders } from './make-orders.ts'
import { makeOrganizer } from './make-organizer.ts'

export type LogIn = { organizer: string; role: string; name: string; email: string }

/** Makes the demo, unless it is there. Answers who can sign in. */
export async function seedDemo(deps: DemoDeps, now: Date): Promise<LogIn[]> {
  for (const content of demoContent.organizers) {
    const known = await deps.organizers.bySlug(content.slug)
    if (known && !known.demo)
      throw new Error(
        `The organizer ${content.slug} is not a whole demo, and other data stands beside it. Start with DEMO=false, or with another DATA_DIR.`,
      )
    if (known) await deps.sandbox?.open(known.id)
    else await seedOrganizer(deps, content, now)
  }
  return demoContent.organizers.flatMap(organizer => organizer.team.map(member => logIn(organizer, member)))
}

const logIn = (organizer: DemoOrganizer, { role, name, email }: DemoMember): LogIn => ({
  organizer: organizer.name,
  role,
  name,
  email,
})

async function seedOrganizer(deps: DemoDeps, content: DemoOrganizer, now: Date) {
  const started = performance.now()
  const made = await makeOrganizer(deps, content)
  await deps.sandbox?.open(made.organizerId)
  for (const event of content.events) {
    const stage = await makeEvent(deps, made, event, now)
    await makeOrders(deps, made, stage, demoContent.buyers, now)
    await stage.finish()
  }
  await made.addLimitedMembers()
  await markWhole(deps.db, made.organizerId)
  deps.log.info(
    { organizer: content.name, seconds: Math.round((performance.now() - started) / 1000) },
    'demo organizer made',
  )
}
