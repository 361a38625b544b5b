"""Headless Chromium over its debugging protocol: pages that are looked at and typed into."""

import asyncio
import base64
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--remote-debugging-port=0",
    "--disable-background-networking", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--disable-extensions", "--disable-component-update", "--no-proxy-server",
)  # fmt: skip
PATIENCE_S = 60


class Page:
    """One tab with cookies of its own."""

    def __init__(self, browser: "Browser", session: str) -> None:
        self._browser, self._session = browser, session

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the debugging protocol on this page."""
        return await self._browser.call(method, self._session, **params)

    async def look(self, script: str) -> Any:
        """Return the value of an expression in the page, awaited if it is a promise."""
        answer = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    async def until(self, script: str) -> Any:
        """Return the value of an expression once it is true."""
        async with asyncio.timeout(PATIENCE_S):
            while not (value := await self.look(script)):
                await asyncio.sleep(0.05)
            return value

    async def open(self, url: str) -> None:
        """Go to an address and wait for the page."""
        await self.call("Page.navigate", url=url)
        await self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    async def size(self, width: int, height: int, *, dark: bool = False) -> None:
        """Give the page a size in CSS pixels, and the light or dark look."""
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 500,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.call("Emulation.setEmulatedMedia", features=[scheme])

    async def picture(self, path: Path) -> None:
        """Write a picture of what is seen."""
        shot = await self.call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))

    async def click(self, selector: str) -> None:
        """Press the mouse on an element, once it is there."""
        await self.call("Page.bringToFront")
        place = await self.until(
            f"(() => {{ const there = document.querySelector({json.dumps(selector)});"
            " if (!there) return null; there.scrollIntoView({block: 'center'});"
            " const box = there.getBoundingClientRect();"
            " return {x: box.x + box.width / 2, y: box.y + box.height / 2}; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            at = {"type": kind, **place, "button": "left", "clickCount": 1}
            await self.call("Input.dispatchMouseEvent", **at)

    async def type(self, text: str) -> None:
        """Type into the field that has the focus."""
        await self.call("Input.insertText", text=text)


class Browser:
    """A running Chromium; `chromium` makes it."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.logged: list[str] = []
        self._reading = asyncio.create_task(self._read())

    async def call(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """Call a method of the debugging protocol and return its result."""
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": params}
        await self._socket.send_json(message | ({"sessionId": session} if session else {}))
        async with asyncio.timeout(PATIENCE_S):
            return await self._waiting[number]

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                return
            said = json.loads(message.data)
            if future := self._waiting.pop(said.get("id", 0), None):
                if "error" in said:
                    future.set_exception(AssertionError(said["error"]))
                else:
                    future.set_result(said["result"])
            elif said.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.logged.append(json.dumps(said["params"]))

    async def page(self) -> Page:
        """Return a new page, of somebody who has no cookies yet."""
        context = await self.call("Target.createBrowserContext")
        target = await self.call(
            "Target.createTarget", url="about:blank", browserContextId=context["browserContextId"]
        )
        attached = await self.call(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )
        page = Page(self, attached["sessionId"])
        for domain in ("Page", "Runtime", "Log"):
            await page.call(f"{domain}.enable")
        return page

    async def close(self) -> None:
        """End the browser."""
        await self._socket.close()
        self._reading.cancel()


@asynccontextmanager
async def chromium(folder: Path) -> AsyncIterator[Browser]:
    """Run Chromium with a profile in *folder*."""
    process = await asyncio.create_subprocess_exec(
        "chromium", *FLAGS, f"--user-data-dir={folder}", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        ready = folder / "DevToolsActivePort"
        async with asyncio.timeout(PATIENCE_S):
            while not (ready.exists() and ready.read_text().count("\n")):
                await asyncio.sleep(0.05)
        port, path = ready.read_text().split("\n")[:2]
        async with ClientSession() as http:
            url = f"ws://127.0.0.1:{port}{path}"
            socket = await http.ws_connect(url, max_msg_size=0)
            browser = Browser(socket)
            try:
                yield browser
            finally:
                await browser.close()
    finally:
        process.terminate()
        await process.wait()
