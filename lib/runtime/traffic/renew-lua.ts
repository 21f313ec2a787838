/** Hands a renewed certificate or CA to the running process, so that no connection is dropped and nothing restarts. */
export const RENEW_LUA = String.raw`-- The kubelet swaps renewed files in place; HAProxy reads them only at its start.

local FOLDER, SOCKET, SECONDS = "/var/run/identity/", "/run/haproxy/admin.sock", 5

local function read(name)
  local file = io.open(FOLDER .. name, "r")
  if not file then return "" end
  local text = file:read("a")
  file:close()
  return text
end

local function command(text)
  local socket = core.tcp()
  if not socket:connect(SOCKET) then return "cannot connect to " .. SOCKET end
  socket:send(text .. "\n")
  local answer = socket:receive("*a")
  socket:close()
  return answer or ""
end

-- A payload ends at the first empty line, so it must have none inside.
local function replace(kind, name, pem)
  local path = FOLDER .. name
  local set = command("set ssl " .. kind .. " " .. path .. " <<\n" .. pem:gsub("\n\n+", "\n") .. "\n")
  local answer = command("commit ssl " .. kind .. " " .. path)
  if answer:find("Success") then return true end
  command("abort ssl " .. kind .. " " .. path)
  core.Warning("identity: " .. name .. " not renewed, trying again: " .. set .. answer)
  return false
end

core.register_task(function()
  local pair, ca = read("tls.crt") .. read("tls.crt.key"), read("ca.crt")
  while true do
    core.sleep(SECONDS)
    local new_pair, new_ca = read("tls.crt") .. read("tls.crt.key"), read("ca.crt")
    if new_pair ~= pair and replace("cert", "tls.crt", new_pair) then pair = new_pair end
    if new_ca ~= ca and replace("ca-file", "ca.crt", new_ca) then ca = new_ca end
  end
end)
`;
