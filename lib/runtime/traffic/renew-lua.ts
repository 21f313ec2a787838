/** Applies a renewed certificate in the running process, and a renewed CA by a reload. No connection is dropped. */
export const RENEW_LUA = String.raw`-- Picks up renewed identity files. A certificate is replaced inside the running
-- process, which no connection notices. New authorities need a reload: in HAProxy
-- 2.6 commit ssl ca-file makes every later commit ssl cert a silent no-op.

-- Set by setenv in haproxy.cfg; bind uses the same names.
local CERTIFICATE, KEY, AUTHORITIES = os.getenv("CERTIFICATE"), os.getenv("KEY"), os.getenv("AUTHORITIES")
local WORKER, MASTER = "unix@/run/haproxy/admin.sock", "unix@/run/haproxy/master.sock"
local INTERVAL_MS = 5000

local function read(path)
  local file = io.open(path)
  local text = file and file:read("a") or ""
  if file then file:close() end
  -- An empty line would end the payload of an admin command.
  return (text:gsub("\r", ""):gsub("\n\n+", "\n"):gsub("\n$", ""))
end

local function certificate() return read(KEY) .. "\n" .. read(CERTIFICATE) end

local function complete(pem)
  local _, begun = pem:gsub("%-%-%-%-%-BEGIN [%u ]+%-%-%-%-%-", "")
  local _, ended = pem:gsub("%-%-%-%-%-END [%u ]+%-%-%-%-%-", "")
  return begun > 0 and begun == ended
end

local function admin(address, command)
  local socket = core.tcp()
  socket:settimeout(5)
  local answer = socket:connect(address) and socket:send(command .. "\n") and socket:receive("*a")
  socket:close()
  return answer or "no answer from " .. address
end

local function replace_certificate(pem)
  local answer = admin(WORKER, ("set ssl cert %s <<\n%s\n"):format(CERTIFICATE, pem))
  if answer:find("ransaction [cu]") then -- created or updated
    answer = admin(WORKER, "commit ssl cert " .. CERTIFICATE)
    if answer:find("Success!", 1, true) then
      core.Info("renewed " .. CERTIFICATE)
      return
    end
  end
  admin(WORKER, "abort ssl cert " .. CERTIFICATE)
  core.Warning(("kept the former %s: %s"):format(CERTIFICATE, answer:gsub("%s+", " "):sub(1, 200)))
end

local function reload()
  core.Info("reloading for a new " .. AUTHORITIES)
  admin(MASTER, "reload")
end

local function watch(content, apply)
  local tried = content()
  local seen = tried
  return function()
    local current = content()
    -- Two equal readings: not one that straddles the swap of the files.
    local settled = current == seen
    seen = current
    -- Once per content: each refusal can cost HAProxy 2.6 an unrelated connection.
    if settled and current ~= tried and complete(current) then
      tried = current
      apply(current)
    end
  end
end

local checks = {
  watch(certificate, replace_certificate),
  watch(function() return read(AUTHORITIES) end, reload),
}

core.register_task(function()
  -- After a reload the new process watches; this one only finishes its connections.
  while tonumber(core.get_info().Stopping) == 0 do
    for _, check in ipairs(checks) do check() end
    core.msleep(INTERVAL_MS)
  end
end)
`;
