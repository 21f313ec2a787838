/** Hands a renewed certificate or CA to the running process, so that no connection is dropped and nothing restarts. */
export const RENEW_LUA = String.raw`-- Serves renewed certificate files without a restart: compares the files with
-- what was loaded and hands changes to the running process over its own admin socket.

-- Set by setenv in haproxy.cfg; bind uses the same names.
local CERTIFICATE, KEY, AUTHORITIES = os.getenv("CERTIFICATE"), os.getenv("KEY"), os.getenv("AUTHORITIES")
local ADMIN_SOCKET, INTERVAL_MS = "unix@/run/haproxy/admin.sock", 5000

local function read(path)
  local file = io.open(path)
  local text = file and file:read("a") or ""
  if file then file:close() end
  -- An empty line would end the payload of an admin command.
  return (text:gsub("\r", ""):gsub("\n\n+", "\n"):gsub("\n$", ""))
end

local function certificate() return read(KEY) .. "\n" .. read(CERTIFICATE) end

local function authorities() return read(AUTHORITIES) end

local function complete(pem)
  local _, begun = pem:gsub("%-%-%-%-%-BEGIN [%u ]+%-%-%-%-%-", "")
  local _, ended = pem:gsub("%-%-%-%-%-END [%u ]+%-%-%-%-%-", "")
  return begun > 0 and begun == ended
end

local function admin(command)
  local socket = core.tcp()
  socket:settimeout(5)
  local answer = socket:connect(ADMIN_SOCKET) and socket:send(command .. "\n") and socket:receive("*a")
  socket:close()
  return answer or "no answer from the admin socket"
end

local function replace(kind, path, pem)
  local answer = admin(("set ssl %s %s <<\n%s\n"):format(kind, path, pem))
  if answer:find("ransaction [cu]") then -- created or updated
    answer = admin(("commit ssl %s %s"):format(kind, path))
    if answer:find("Success!", 1, true) then
      core.Info("renewed " .. path)
      return
    end
  end
  admin(("abort ssl %s %s"):format(kind, path))
  core.Warning(("kept the former %s: %s"):format(path, answer:gsub("%s+", " "):sub(1, 200)))
end

local function watch(kind, path, content)
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
      replace(kind, path, current)
    end
  end
end

local checks = { watch("cert", CERTIFICATE, certificate), watch("ca-file", AUTHORITIES, authorities) }

core.register_task(function()
  while true do
    core.msleep(INTERVAL_MS)
    for _, check in ipairs(checks) do check() end
  end
end)
`;
