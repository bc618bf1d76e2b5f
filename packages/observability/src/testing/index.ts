export { type AgentCounterpart, agentCounterpart, type ReceivedSpan } from './agent.ts'
export { parseExposition } from './exposition.ts'
