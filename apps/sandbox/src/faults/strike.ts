import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import type { Answer } from '../api/idempotency.ts'
import type { Bank } from '../bank/bank.ts'
import type { FaultPoint } from './fault-plan.ts'

const OUTAGE = { error: { code: 'internal', message: 'Something went wrong at the bank.' } }

/** Runs `effect` and answers, unless the fault plan has other ideas for this call. */
export async function underFaults(
  bank: Bank,
  reply: FastifyReply,
  on: FaultPoint,
  account: string,
  effect: () => Answer,
): Promise<FastifyReply> {
  const fault = bank.faults.take(on, account)
  if (fault?.kind === 'delay') await sleep(fault.ms)
  if (fault?.kind === 'timeout_before') return fallSilent(reply)
  if (fault?.kind === 'reset_before') return hangUp(reply)
  if (fault?.kind === 'error_before') return reply.code(500).send(OUTAGE)
  if (fault?.kind === 'rate_limited') return reply.code(429).header('retry-after', '1').send(OUTAGE)

  const answer = effect()
  if (fault?.kind === 'timeout_after') return fallSilent(reply)
  if (fault?.kind === 'reset_after') return hangUp(reply)
  if (fault?.kind === 'error_after') return reply.code(500).send(OUTAGE)
  if (fault?.kind === 'malformed') return reply.code(200).type('text/html').send('<h1>502 Bad Gateway</h1>')
  return reply.code(answer.status).send(answer.body)
}

/** Accepts the call and never answers; the socket stays open until the caller gives up. */
function fallSilent(reply: FastifyReply): FastifyReply {
  return reply.hijack()
}

function hangUp(reply: FastifyReply): FastifyReply {
  reply.hijack()
  reply.raw.socket?.destroy()
  return reply
}
