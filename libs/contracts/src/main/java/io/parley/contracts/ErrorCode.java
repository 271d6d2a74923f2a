package io.parley.contracts;

import java.util.Locale;

/// The stable codes of problem documents (RFC 9457), with the status and titles they carry.
///
/// The wire form is the lower-case name with hyphens: `NOT_A_MEMBER` is `not-a-member`.
public enum ErrorCode implements Coded {
    MALFORMED_REQUEST(400, "The request could not be read", "无法读取请求"),
    INVALID_REQUEST(400, "The request breaks a rule", "请求不符合规则"),
    BAD_FRAME(400, "The frame could not be read", "无法读取数据帧"),
    HELLO_REQUIRED(400, "Say hello first", "请先发送 hello"),
    UNKNOWN_FRAME(400, "The frame type is not known", "未知的数据帧类型"),
    UNAUTHENTICATED(401, "Sign in first", "请先登录"),
    TOKEN_EXPIRED(401, "The token has expired", "令牌已过期"),
    FORBIDDEN(403, "Not allowed for your role", "您的角色无权执行此操作"),
    PERSON_UNKNOWN(403, "This person is not registered here", "此人未在此注册"),
    PERSON_FROZEN(403, "This account is frozen", "此账户已被冻结"),
    IDENTITY_MISMATCH(403, "This person signs in with another account", "此人以另一账户登录"),
    NOT_A_MEMBER(403, "You are not a member of this conversation", "您不是此会话的成员"),
    ROLE_REQUIRED(403, "Your role in this conversation does not allow this", "您在此会话中的角色无权执行此操作"),
    NOT_THE_AUTHOR(403, "Only the author may do this", "只有作者可以执行此操作"),
    CONSENT_REQUIRED(403, "A notice awaits your answer", "有通知等待您的答复"),
    BARRIER(403, "An information barrier stands between the parties", "双方之间存在信息隔离"),
    TRAINING_REQUIRED(403, "Your role needs a course that you have not completed", "您的角色须先完成培训"),
    FOUR_EYES(403, "Another person must decide this", "此事须由另一人决定"),
    GRANT_REQUIRED(403, "A live grant is needed to read the archive", "读取存档需要有效的授权"),
    FEED_NOT_AUTHORISED(403, "A live authorisation is needed to feed an outside archive", "向外部存档供给需要有效的授权"),
    OUT_OF_SCOPE(403, "The grant does not cover this", "授权范围不包括此内容"),
    NOT_FOUND(404, "Not found", "未找到"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here", "此处不允许该方法"),
    NOT_ACCEPTABLE(406, "No acceptable representation", "没有可接受的表示形式"),
    CONFLICT(409, "The state does not allow this", "当前状态不允许此操作"),
    FEED_KEY_REQUIRED(409, "An approved public key of this version is needed", "需要该版本已批准的公钥"),
    IDEMPOTENCY_MISMATCH(409, "The same id was used with different content", "同一标识已用于不同内容"),
    IDEMPOTENCY_IN_PROGRESS(409, "The first request with this key is still running", "使用此键的首个请求仍在处理"),
    WINDOW_CLOSED(409, "The time to change this message has passed", "修改此消息的时限已过"),
    NOTICE_NOT_SERVED(409, "This version was never shown to you", "此版本从未向您展示"),
    NOTICE_SUPERSEDED(409, "A newer version asks again", "已有更新的版本需要答复"),
    NOTICE_NOT_APPLICABLE(409, "This notice no longer asks you", "此通知已不再需要您答复"),
    REVIEW_REQUIRED(409, "A second person must review this first", "须先由另一人审阅"),
    RETENTION_REQUIRED(409, "A hold or a statutory period requires to keep this", "法律保全或法定保存期要求保留此内容"),
    TOO_LARGE(413, "Too large", "内容过大"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported", "不支持的媒体类型"),
    RANGE_NOT_SATISFIABLE(416, "The file is shorter than that", "文件没有这个范围"),
    WRONG_REGION(421, "This person's home is another region", "此人的归属地是另一区域"),
    RULE_VIOLATED(422, "A rule forbids this", "规则禁止此操作"),
    CONTENT_BLOCKED(422, "The content is blocked by a rule", "内容被规则拦截"),
    CONTENT_NEEDS_JUSTIFICATION(422, "The content needs a justification", "内容需要说明理由"),
    TOO_MANY_REQUESTS(429, "Too many requests", "请求过于频繁"),
    WITHHELD(451, "Withheld for legal reasons", "因法律原因不予提供"),
    INTERNAL(500, "Something went wrong on our side", "服务器内部错误"),
    UNAVAILABLE(503, "A needed part is down, try again later", "所需服务暂不可用，请稍后重试");

    private static final String TYPE_PREFIX = "urn:parley:problem:";

    private final int status;
    private final String titleEnglish;
    private final String titleChinese;

    ErrorCode(int status, String titleEnglish, String titleChinese) {
        this.status = status;
        this.titleEnglish = titleEnglish;
        this.titleChinese = titleChinese;
    }

    public static ErrorCode of(String code) {
        return valueOf(code.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    public String type() {
        return TYPE_PREFIX + code();
    }

    public int status() {
        return status;
    }

    public String title(Locale locale) {
        return Locale.CHINESE.getLanguage().equals(locale.getLanguage()) ? titleChinese : titleEnglish;
    }
}
