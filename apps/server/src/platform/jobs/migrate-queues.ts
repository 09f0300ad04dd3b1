import { PgBoss } from 'pg-boss'

/** Creates or upgrades the job queue's own schema; run by the owner, since the application may not change tables. */
export async function migrateQueues(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: 'jobs', max: 2, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  await boss.stop({ graceful: false })
}
