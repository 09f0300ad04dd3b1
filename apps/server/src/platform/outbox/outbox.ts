import type { Tx } from '../db/db.ts'
import { insertOutboxEvents, type NewOutboxEvent } from './outbox.sql.ts'

declare const payloadType: unique symbol

/** What a module says can happen, in its `public.ts`. Payloads hold ids and codes only, never a person's data. */
export type EventDefinition<P extends object> = { readonly topic: string; readonly [payloadType]?: P }

export function defineEvent<P extends object>(topic: string): EventDefinition<P> {
  return { topic }
}

/** Writes what happened in the transaction in which it happened: both are committed or neither is. */
export async function emit<P extends object>(
  tx: Tx,
  event: EventDefinition<P>,
  subjectId: string,
  payload: P,
): Promise<void> {
  await emitAll(tx, [happened(event, subjectId, payload)])
}

/** One of several things that happened in the same transaction, for `emitAll`. */
export function happened<P extends object>(event: EventDefinition<P>, subjectId: string, payload: P): NewOutboxEvent {
  return { topic: event.topic, subjectId, payload }
}

/** Several at once, in their order and in one statement. */
export async function emitAll(tx: Tx, events: readonly NewOutboxEvent[]): Promise<void> {
  if (events.length > 0) await insertOutboxEvents(tx, events)
}

export type Delivered<P> = { id: string; organizerId: string; subjectId: string; at: Date; payload: P }

/** One reaction to one kind of event, run as a job: at least once, so it must be repeatable. */
export type Subscriber = { topic: string; name: string; handle(event: Delivered<never>): Promise<void> }

export function subscriber<P extends object>(
  event: EventDefinition<P>,
  name: string,
  handle: (event: Delivered<P>) => Promise<void>,
): Subscriber {
  return { topic: event.topic, name, handle: handle }
}
