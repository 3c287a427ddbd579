"""How requests and answers look: Anthropic's messages, OpenAI's chat completions, Google's generateContent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from tests.products.stub import Reply

Data = Mapping[str, Any]


class Wire(Protocol):
    """One way of talking."""

    def read(self, data: Data, path: str) -> dict[str, Any]:
        """The fields of a `Request`."""

    def streams(self, data: Data, path: str) -> bool:
        """Whether the answer is to come in events."""

    def whole(self, reply: Reply, model: str) -> dict[str, Any]:
        """The answer in one piece."""

    def stream(self, reply: Reply, model: str) -> str:
        """The answer as events."""


def wire_of(path: str) -> Wire | None:
    """The way of talking that an address belongs to; None for everything but the question to a model."""
    bare = path.partition("?")[0]
    if bare.endswith("/messages"):
        return Anthropic()
    if bare.endswith("/chat/completions"):
        return OpenAi()
    return Google() if re.search(r":(streamG|g)enerateContent$", bare) else None


def text_of(content: Any) -> str:
    """The words in a content, which may be a text or a list of parts."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "\n".join(str(part["text"]) for part in parts if isinstance(part, dict) and "text" in part)


def _events(events: Iterable[Data]) -> str:
    return "".join(f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in events)


class Anthropic:
    """/v1/messages."""

    def read(self, data: Data, path: str) -> dict[str, Any]:
        """The fields of a `Request`."""
        messages = data["messages"]
        said = [text_of(one["content"]) for one in messages if one["role"] == "user"]
        blocks = [block for one in messages if isinstance(one["content"], list) for block in one["content"]]
        results = {one["tool_use_id"]: text_of(one.get("content")) for one in blocks if one["type"] == "tool_result"}
        tools = {tool["name"]: tool for tool in data.get("tools", ())}
        return {
            "model": data["model"], "system": text_of(data.get("system")), "prompt": said[0], "last": said[-1],
            "tools": tools, "results": results,
        }  # fmt: skip

    def streams(self, data: Data, path: str) -> bool:
        """Whether the answer is to come in events."""
        return bool(data.get("stream"))

    def whole(self, reply: Reply, model: str) -> dict[str, Any]:
        """The answer in one piece."""
        content: list[dict[str, Any]] = [
            {"type": "tool_use", "id": call.id, "name": call.tool, "input": call.arguments} for call in reply.calls
        ] or [{"type": "text", "text": reply.text}]
        usage = {"input_tokens": 10, "output_tokens": 5}
        reason = "tool_use" if reply.calls else "end_turn"
        message = {"id": "msg_1", "type": "message", "role": "assistant", "model": model, "content": content}
        return {**message, "stop_reason": reason, "stop_sequence": None, "usage": usage}

    def stream(self, reply: Reply, model: str) -> str:
        """The answer as events."""
        message = self.whole(reply, model)
        end = {"stop_reason": message["stop_reason"], "stop_sequence": None}
        events: list[Data] = [{"type": "message_start", "message": {**message, "content": [], "stop_reason": None}}]
        for index, block in enumerate(message["content"]):
            words = block["type"] == "text"
            empty = {**block, "text": ""} if words else {**block, "input": {}}
            delta = (
                {"type": "text_delta", "text": block["text"]}
                if words
                else {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
            )
            events.append({"type": "content_block_start", "index": index, "content_block": empty})
            events.append({"type": "content_block_delta", "index": index, "delta": delta})
            events.append({"type": "content_block_stop", "index": index})
        events.append({"type": "message_delta", "delta": end, "usage": message["usage"]})
        return _events([*events, {"type": "message_stop"}])


class OpenAi:
    """/chat/completions."""

    def read(self, data: Data, path: str) -> dict[str, Any]:
        """The fields of a `Request`."""
        messages = data["messages"]
        said = [text_of(one["content"]) for one in messages if one["role"] == "user"] or [""]
        system = "\n".join(text_of(one["content"]) for one in messages if one["role"] in ("system", "developer"))
        results = {one["tool_call_id"]: text_of(one["content"]) for one in messages if one["role"] == "tool"}
        tools = {tool["function"]["name"]: tool["function"] for tool in data.get("tools") or ()}
        return {
            "model": data["model"], "system": system, "prompt": said[0], "last": said[-1], "tools": tools,
            "results": results,
        }  # fmt: skip

    def streams(self, data: Data, path: str) -> bool:
        """Whether the answer is to come in events."""
        return bool(data.get("stream"))

    def _calls(self, reply: Reply) -> list[dict[str, Any]]:
        return [
            {
                "index": index, "id": call.id, "type": "function",
                "function": {"name": call.tool, "arguments": json.dumps(call.arguments)},
            }
            for index, call in enumerate(reply.calls)
        ]  # fmt: skip

    def _message(self, reply: Reply) -> dict[str, Any]:
        if reply.calls:
            return {"role": "assistant", "content": None, "tool_calls": self._calls(reply)}
        return {"role": "assistant", "content": reply.text}

    def whole(self, reply: Reply, model: str) -> dict[str, Any]:
        """The answer in one piece."""
        choice = {"index": 0, "message": self._message(reply), "finish_reason": self._reason(reply)}
        usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
        answer = {"id": "chat-1", "object": "chat.completion", "created": 1, "model": model}
        return {**answer, "choices": [choice], "usage": usage}

    def _reason(self, reply: Reply) -> str:
        return "tool_calls" if reply.calls else "stop"

    def stream(self, reply: Reply, model: str) -> str:
        """The answer as events."""
        base = {"id": "chat-1", "object": "chat.completion.chunk", "created": 1, "model": model}
        usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
        first = {"index": 0, "delta": self._message(reply), "finish_reason": None}
        last = {"index": 0, "delta": {}, "finish_reason": self._reason(reply)}
        chunks = [{**base, "choices": [first]}, {**base, "choices": [last], "usage": usage}]
        return "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"


class Google:
    """…:generateContent and …:streamGenerateContent."""

    def read(self, data: Data, path: str) -> dict[str, Any]:
        """The fields of a `Request`. Results are told apart by the order of the calls where they have no id."""
        contents = data["contents"]
        said = [text_of(one["parts"]) for one in contents if one["role"] == "user" and text_of(one["parts"])] or [""]
        parts = [part["functionResponse"] for one in contents for part in one["parts"] if "functionResponse" in part]
        results = {str(one.get("id", index)): json.dumps(one["response"]) for index, one in enumerate(parts)}
        declared = [tool for group in data.get("tools", ()) for tool in group.get("functionDeclarations", ())]
        system = text_of((data.get("systemInstruction") or {}).get("parts"))
        model = path.partition("/models/")[2].partition(":")[0]
        return {
            "model": model, "system": system, "prompt": said[0], "last": said[-1],
            "tools": {tool["name"]: tool for tool in declared}, "results": results,
        }  # fmt: skip

    def streams(self, data: Data, path: str) -> bool:
        """Whether the answer is to come in events."""
        return "streamGenerateContent" in path

    def whole(self, reply: Reply, model: str) -> dict[str, Any]:
        """The answer in one piece."""
        parts: list[dict[str, Any]] = [
            {"functionCall": {"id": call.id, "name": call.tool, "args": call.arguments}} for call in reply.calls
        ] or [{"text": reply.text}]
        usage = {"promptTokenCount": 10, "candidatesTokenCount": 5, "totalTokenCount": 15}
        content = {"role": "model", "parts": parts}
        return {"candidates": [{"content": content, "finishReason": "STOP", "index": 0}], "usageMetadata": usage}

    def stream(self, reply: Reply, model: str) -> str:
        """The answer as events."""
        return f"data: {json.dumps(self.whole(reply, model))}\n\n"
