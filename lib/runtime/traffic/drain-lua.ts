/** Tells the proxy that its pod is being deleted: the sidecar's preStop hook writes a file, which nobody else can reach. */
export const DRAIN_LUA = String.raw`-- Fetch lua.draining: whether the drain has begun. It expires, since the proxy may be restarted alone.
local FILE, SECONDS = "/run/haproxy/drain", tonumber(os.getenv("DRAIN_SECONDS"))
local draining = false

core.register_task(function()
  while true do
    local file = io.open(FILE)
    local begun = file and file:read("n")
    if file then file:close() end
    draining = begun ~= nil and os.time() - begun < SECONDS
    core.msleep(500)
  end
end)

core.register_fetches("draining", function() return draining end)
`;
